import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** A server in a child process, with its address. */
export type Server = { url: string; process: ChildProcess };

/**
 * Starts a server that prints one line of JSON, `{ "url": … }`, once it is ready. Its standard error is inherited.
 * Throws if the process exits first.
 */
export async function startServer(
	command: string,
	args: string[],
	cwd: string,
): Promise<Server> {
	const child = spawn(command, args, {
		cwd,
		stdio: ["ignore", "pipe", "inherit"],
	});
	for await (const line of createInterface({ input: child.stdout })) {
		const { url }: { url: string } = JSON.parse(line);
		return { url, process: child };
	}
	throw new Error(
		`\`${[command, ...args].join(" ")}\` exited before it was ready.`,
	);
}

/** Sends SIGTERM; resolves when the process has exited. */
export async function stopServer({ process: child }: Server): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const exited = once(child, "exit");
	child.kill("SIGTERM");
	await exited;
}
