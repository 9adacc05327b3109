import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import {
	connectFaultServer,
	type FaultServerControl,
} from "./control-client.ts";

/** A fault server in its own process. */
export type FaultServer = FaultServerControl & {
	/** The process's id. */
	pid: number;
	/** Ends the process. */
	close(): Promise<void>;
};

// The package's command, either in the source or in the build.
const bin = import.meta.url.endsWith(".ts") ? "../bin.ts" : "./bin.js";

/**
 * Starts a fault server in its own process, on a free port of this machine. It ends with `close`, or when the process
 * that started it ends.
 *
 * @throws if the process ends before it listens
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
		const printed: unknown = JSON.parse(line);
		if (typeof printed === "object" && printed !== null && "url" in printed)
			return String(printed.url);
	}
	throw new Error("The fault server ended before it listened.");
}

async function close(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const exited = once(child, "exit");
	child.kill("SIGTERM");
	await exited;
}
