import { spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { text } from "node:stream/consumers";
import { program } from "./program.ts";
import { newStateHome } from "./state-home.ts";

/** The exit code and the output of the command. */
export type Run = { code: number | null; stdout: string; stderr: string };

/** A run that has not ended yet. */
export type Running = {
	pid: number;
	kill: (signal: NodeJS.Signals) => void;
	ended: Promise<Run>;
};

/** The environment and standard input of a run. Nothing is inherited from the environment of the tests. */
export type RunOptions = {
	env?: Record<string, string>;
	stdin?: string | Buffer;
};

// The tests start the command hundreds of times: cache the compiled code.
const cache = `${tmpdir()}/signoff-compile-cache`;

// The tests of a file share an outbox, unless they name another one.
const stateHome = newStateHome();

/** Starts the real command in a child process, without a terminal. */
export function start(
	args: string[],
	{ env = {}, stdin = "" }: RunOptions = {},
): Running {
	return watch(process.execPath, [program, ...args], env, stdin);
}

/** Runs a command line in a POSIX shell, in which `signoff` is the real command. */
export function inShell(
	commandLine: string,
	env: Record<string, string>,
): Promise<Run> {
	const script = `signoff() { "${process.execPath}" "${program}" "$@"; }\n${commandLine}`;
	return watch("/bin/sh", ["-c", script], env, "").ended;
}

function watch(
	command: string,
	args: string[],
	env: Record<string, string>,
	stdin: string | Buffer,
): Running {
	const child = spawn(command, args, {
		env: {
			PATH: "/usr/bin:/bin",
			HOME: "/nonexistent",
			LANG: "C.UTF-8",
			NODE_COMPILE_CACHE: cache,
			XDG_STATE_HOME: stateHome,
			...env,
		},
		stdio: ["pipe", "pipe", "pipe"],
	});
	const { pid } = child;
	if (pid === undefined) throw new Error("The command did not start.");
	// A command that does not read its input may exit before everything is written.
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

/** Runs the real command and waits until it exits. */
export function signoff(args: string[], options?: RunOptions): Promise<Run> {
	return start(args, options).ended;
}

/** The single JSON object that a run printed. */
export function printed(run: Run): Record<string, unknown> {
	const lines = jsonLines(run);
	const [only] = lines;
	if (only === undefined || lines.length > 1)
		throw new Error(`Expected one line on stdout, got ${lines.length}.`);
	return only;
}

/** The JSON objects that a run printed, one per line. */
export function jsonLines({ stdout }: Run): Record<string, unknown>[] {
	return stdout
		.split("\n")
		.filter((line) => line !== "")
		.map((line) => JSON.parse(line));
}
