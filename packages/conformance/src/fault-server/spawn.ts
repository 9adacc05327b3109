import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import {
	connectFaultServer,
	type FaultServerControl,
} from "./control-client.ts";

/** A fault server in a process of its own. */
export type FaultServer = FaultServerControl & {
	/** The process's id. */
	pid: number;
	/** Ends the process. */
	close(): Promise<void>;
};

// The package's own command, whether as source or as built.
const bin = import.meta.url.endsWith(".ts") ? "../bin.ts" : "./bin.js";

/**
 * Starts a fault server as a process of its own, on a free port of this machine. It ends with `close`, and with the
 * process that opened it.
 *
 * @throws where the process ends before it listens
 */
export async function spawnFaultServer(): Promise<FaultServer> {
	const child = fork(
		fileURLToPath(new URL(bin, import.meta.url)),
		["fault-server", "--port", "0"],
		{ execArgv: [], stdio: ["ignore", "pipe", "inherit", "ipc"] },
	);
	const url = await printedUrl(child);
	const { pid } = child;
	if (pid === undefined) throw new Error("The fault server did not start.");
	return { ...connectFaultServer(url), pid, close: () => close(child) };
}

async function printedUrl(child: ChildProcess): Promise<string> {
	const lines = createInterface({ input: child.stdout ?? process.stdin });
	for await (const line of lines) {
		const said: unknown = JSON.parse(line);
		if (typeof said === "object" && said !== null && "url" in said)
			return String(said.url);
	}
	throw new Error("The fault server ended before it listened.");
}

async function close(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const over = once(child, "exit");
	child.kill("SIGTERM");
	await over;
}
