import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
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

/** Starts `signoff-edge serve` in front of a server; callers send their own tokens. */
export function startRelay(data: string, procoreUrl: string): Promise<Server> {
	const bin = join(import.meta.dirname, "..", "bin.ts");
	const log = openSync(`${data}.log`, "a");
	const options = {
		"--upstream": "procore",
		"--procore-url": procoreUrl,
		"--login-url": procoreUrl,
		"--companies": "4201",
		"--port": "0",
		"--data": data,
	};
	return start([bin, "serve", ...Object.entries(options).flat()], log, {
		SIGNOFF_SEAL_KEY: randomBytes(32).toString("base64"),
	});
}

/** Starts a server like Procore that answers after a delay. */
export function startSlowUpstream(delayMs: number): Promise<Server> {
	const script = join(import.meta.dirname, "baseline", "slow-upstream.ts");
	return start([script, String(delayMs)]);
}

async function start(
	args: string[],
	stderr: number | "inherit" = "inherit",
	variables: Record<string, string> = {},
): Promise<Server> {
	const child = spawn(process.execPath, args, {
		stdio: ["ignore", "pipe", stderr],
		env: { ...process.env, ...variables },
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
