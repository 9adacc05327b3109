import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** A server that runs as a process of its own, and its address. */
export type Server = { url: string; process: ChildProcess };

/**
 * Starts a server that prints one line of JSON, `{ "url": … }`, once it is ready; its other words go to our
 * standard error. Throws where it ends before.
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
		`\`${[command, ...args].join(" ")}\` ended before it was ready.`,
	);
}

/** Ends a server, and waits until it has ended. */
export async function stopServer({ process: child }: Server): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const ended = once(child, "exit");
	child.kill("SIGTERM");
	await ended;
}
