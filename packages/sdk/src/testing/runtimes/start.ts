import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** A runtime that serves HTTP in a child process. */
export type Runtime = { url: URL; close(): Promise<void> };

/** Starts a runtime that prints its URL. Rejects with its output if it ends before that. */
export async function startRuntime(
	command: string,
	args: string[],
	env: NodeJS.ProcessEnv,
): Promise<Runtime> {
	const child = spawn(command, args, {
		env,
		stdio: ["ignore", "pipe", "pipe"],
	});
	const output: string[] = [];
	return new Promise((resolve, reject) => {
		child.once("error", reject);
		child.once("close", (code) =>
			reject(
				new Error(`It ended with ${code} and printed:\n${output.join("\n")}`),
			),
		);
		// Bun prints it to standard output, Deno to standard error.
		for (const input of [child.stdout, child.stderr])
			createInterface({ input }).on("line", (line) => {
				output.push(line);
				const port = /http:\/\/[^:\s]+:(\d+)/.exec(line)?.[1];
				if (port === undefined) return;
				const url = new URL(`http://127.0.0.1:${port}`);
				resolve({ url, close: () => close(child) });
			});
	});
}

async function close(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const exited = once(child, "exit");
	child.kill("SIGTERM");
	await exited;
}
