import { spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { text } from "node:stream/consumers";

/** How a run of the real command ended. */
export type Run = { code: number | null; stdout: string; stderr: string };

/** A run under way. */
export type Running = {
	pid: number;
	kill: (signal: NodeJS.Signals) => void;
	ended: Promise<Run>;
};

/** What a run gets beside its arguments; nothing of the environment around the tests leaks in. */
export type RunOptions = {
	env?: Record<string, string>;
	stdin?: string | Buffer;
};

const bin = `${import.meta.dirname}/../bin.ts`;

// Hundreds of starts: what each would compile anew is kept.
const cache = `${tmpdir()}/signoff-compile-cache`;

/** Starts the real command as a process of its own, without a terminal. */
export function start(
	args: string[],
	{ env = {}, stdin = "" }: RunOptions = {},
): Running {
	const child = spawn(process.execPath, [bin, ...args], {
		env: {
			HOME: "/nonexistent",
			LANG: "C.UTF-8",
			NODE_COMPILE_CACHE: cache,
			...env,
		},
		stdio: ["pipe", "pipe", "pipe"],
	});
	const { pid } = child;
	if (pid === undefined) throw new Error("The command did not start.");
	// A command that does not read its input may be gone before all is written.
	child.stdin.on("error", () => {});
	child.stdin.end(stdin);
	const exit = new Promise<number | null>((resolve, reject) => {
		child.once("error", reject);
		child.once("close", resolve);
	});
	const ended = Promise.all([
		exit,
		text(child.stdout),
		text(child.stderr),
	]).then(([code, stdout, stderr]) => ({ code, stdout, stderr }));
	return { pid, kill: (signal) => void child.kill(signal), ended };
}

/** Runs the real command to its end. */
export function signoff(
	args: string[],
	surroundings?: RunOptions,
): Promise<Run> {
	return start(args, surroundings).ended;
}

/** The one JSON object that a run printed. */
export function printed(run: Run): Record<string, unknown> {
	const lines = jsonLines(run);
	const [only] = lines;
	if (only === undefined || lines.length > 1)
		throw new Error(`Expected one line on stdout, got ${lines.length}.`);
	return only;
}

/** Every line of JSON that a run printed. */
export function jsonLines({ stdout }: Run): Record<string, unknown>[] {
	return stdout
		.split("\n")
		.filter((line) => line !== "")
		.map((line) => JSON.parse(line));
}
