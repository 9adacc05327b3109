import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { openSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** A server as a separate process. */
export type Server = { url: string; child: ChildProcess };

/** Starts `signoff-edge serve` on a data file. Its log, with a line for each request, is a file beside it. */
export function startEdge(data: string): Promise<Server> {
	const bin = join(import.meta.dirname, "..", "bin.ts");
	const log = openSync(`${data}.log`, "a");
	return start([bin, "serve", "--port", "0", "--data", data], log);
}

/** Starts the smallest handler with one insert for each request. */
export function startBaseline(
	file: string,
	synchronous: "FULL" | "OFF",
): Promise<Server> {
	const script = join(import.meta.dirname, "baseline", "node.ts");
	return start([script, file, synchronous]);
}

async function start(
	args: string[],
	stderr: number | "inherit" = "inherit",
): Promise<Server> {
	const child = spawn(process.execPath, args, {
		stdio: ["ignore", "pipe", stderr],
	});
	if (child.stdout === null) throw new Error("The output must be a pipe.");
	for await (const line of createInterface({ input: child.stdout }))
		return { url: JSON.parse(line).url, child };
	throw new Error("The server did not start.");
}

/** Stops a server and waits until it has ended. */
export async function stop({ child }: Server): Promise<void> {
	child.kill("SIGKILL");
	if (child.exitCode === null && child.signalCode === null)
		await once(child, "exit");
}
