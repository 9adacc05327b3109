import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { root } from "../lib/repository.ts";

/** The edge as a process of its own, with the sample company and nothing kept. */
export type RunningEdge = { url: string; process: ChildProcess };

/** Starts the edge on a port (0 picks a free one). Throws with its words where it does not come up. */
export async function startEdge(port: number): Promise<RunningEdge> {
	const args = [
		"apps/edge/src/bin.ts",
		"serve",
		"--port",
		String(port),
		"--fixture",
		"apps/edge/fixtures/harbor.json",
	];
	const child = spawn(process.execPath, args, {
		cwd: root,
		stdio: ["ignore", "pipe", "inherit"],
	});
	for await (const line of createInterface({ input: child.stdout })) {
		const { url }: { url: string } = JSON.parse(line);
		return { url, process: child };
	}
	throw new Error("The edge did not start; its words are above.");
}

/** Ends the edge, and waits until it has ended. */
export async function stopEdge({ process: child }: RunningEdge): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const ended = once(child, "exit");
	child.kill("SIGTERM");
	await ended;
}

/** The port if nobody listens on it, else 0. */
export async function freePort(port: number): Promise<number> {
	const server = createServer();
	const free = await new Promise<boolean>((resolve) => {
		server.once("error", () => resolve(false));
		server.listen(port, "127.0.0.1", () => resolve(true));
	});
	if (free) await new Promise((resolve) => server.close(resolve));
	return free ? port : 0;
}
