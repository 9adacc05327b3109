import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** `signoff-edge serve` as a process that is killed and started again on the same port. */
export type RestartableEdge = {
	url: string;
	/** Of the process that runs. */
	pid(): number;
	/** `kill -9`; resolves when the process has ended. */
	kill(): Promise<void>;
	/** Starts it again after `kill`. */
	restart(): Promise<void>;
	/** SIGTERM; resolves with the exit code. */
	stop(): Promise<number | null>;
	/** What it has written to standard error so far, all processes together. */
	errors(): string;
};

const bin = join(import.meta.dirname, "..", "..", "bin.ts");

/** Starts an edge. It ends with the process that started it. */
export async function startRestartable(
	args: string[],
	env: NodeJS.ProcessEnv = {},
): Promise<RestartableEdge> {
	let errors = "";
	let child: ChildProcess;
	const endChild = (): void => void child.kill("SIGKILL");
	process.on("exit", endChild);

	async function start(port: string): Promise<string> {
		const started = spawn(
			process.execPath,
			[bin, "serve", "--port", port, "--log-level", "error", ...args],
			{ stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env } },
		);
		child = started;
		started.stderr.on("data", (chunk) => {
			errors += String(chunk);
		});
		const line = await Promise.race([
			once(started.stdout, "data").then(([chunk]) => String(chunk)),
			once(started, "close").then(() => ""),
		]);
		const url = /"url":"([^"]+)"/.exec(line)?.[1];
		if (url === undefined) throw new Error(`The edge did not start: ${errors}`);
		return url;
	}

	async function end(signal: NodeJS.Signals): Promise<number | null> {
		const ended = once(child, "close");
		child.kill(signal);
		await ended;
		return child.exitCode;
	}

	const url = await start("0");
	const { port } = new URL(url);
	return {
		url,
		pid: () => child.pid ?? 0,
		async kill() {
			await end("SIGKILL");
		},
		async restart() {
			await start(port);
		},
		async stop() {
			process.off("exit", endChild);
			return end("SIGTERM");
		},
		errors: () => errors,
	};
}
