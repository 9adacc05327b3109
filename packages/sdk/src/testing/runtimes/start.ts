import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** A runtime that serves, as a process of its own. */
export type Runtime = { url: URL; close(): Promise<void> };

/** Starts a runtime that writes the address at which it serves. Rejects with its words where it ends before. */
export async function startRuntime(
	command: string,
	args: string[],
	env: NodeJS.ProcessEnv,
): Promise<Runtime> {
	const child = spawn(command, args, {
		env,
		stdio: ["ignore", "pipe", "pipe"],
	});
	const words: string[] = [];
	return new Promise((resolve, reject) => {
		child.once("error", reject);
		child.once("close", (code) =>
			reject(
				new Error(`It ended with ${code}, and said:\n${words.join("\n")}`),
			),
		);
		// One writes it to its standard output, the other to its standard error.
		for (const input of [child.stdout, child.stderr])
			createInterface({ input }).on("line", (line) => {
				words.push(line);
				const port = /http:\/\/[^:\s]+:(\d+)/.exec(line)?.[1];
				if (port === undefined) return;
				const url = new URL(`http://127.0.0.1:${port}`);
				resolve({ url, close: () => close(child) });
			});
	});
}

async function close(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const over = once(child, "exit");
	child.kill("SIGTERM");
	await over;
}
