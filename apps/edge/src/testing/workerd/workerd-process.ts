import { once } from "node:events";
import { onTestFinished } from "vitest";
import { type WranglerOptions, wranglerDev } from "../../dev/wrangler.ts";

/** The edge in workerd as a separate process, as a developer runs it. */
export type WorkerProcess = {
	url: string;
	/** Kills the whole process group (`kill -9`). */
	kill(): Promise<void>;
};

/** Starts `wrangler dev` on a free port with storage in a folder. Throws its output if it exits before it is ready. */
export function serveWorker(
	persistTo: string,
	fixture: object | null,
): Promise<WorkerProcess> {
	return serve({
		persistTo,
		fixture: fixture === null ? null : JSON.stringify(fixture),
	});
}

/** Like {@link serveWorker}, with variables of a deployment instead of a company. */
export function serveRelayWorker(
	persistTo: string,
	vars: Record<string, string>,
): Promise<WorkerProcess> {
	return serve({ persistTo, fixture: null, vars });
}

async function serve(
	options: Omit<WranglerOptions, "port" | "stdio">,
): Promise<WorkerProcess> {
	const child = wranglerDev({ ...options, port: 0, stdio: "pipe" });
	const ended = once(child, "close");
	const kill = async (): Promise<void> => {
		const isRunning = child.exitCode === null && child.signalCode === null;
		if (isRunning && child.pid !== undefined)
			process.kill(-child.pid, "SIGKILL");
		await ended;
	};
	onTestFinished(kill);
	let printed = "";
	const ready = new Promise<string>((resolve) => {
		const read = (chunk: unknown): void => {
			printed += String(chunk);
			const url = /Ready on (http:\/\/127\.0\.0\.1:\d+)/.exec(printed)?.[1];
			if (url !== undefined) resolve(url);
		};
		child.stdout?.on("data", read);
		child.stderr?.on("data", read);
	});
	const url = await Promise.race([ready, ended]);
	if (typeof url !== "string")
		throw new Error(`wrangler did not start: ${printed}`);
	return { url, kill };
}
