import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import * as z from "zod/mini";

/** The edge as a separate process, as a user runs it. */
export type EdgeProcess = {
	/** From the only line it prints. */
	url: string;
	child: ChildProcess;
	/** Sends a signal and waits until the process has ended. */
	end(signal: NodeJS.Signals): Promise<ProcessResult>;
};

/** Exit code and output of a process. */
export type ProcessResult = { code: number | null; out: string; err: string };

const bin = join(import.meta.dirname, "..", "bin.ts");
const readyLine = z.object({ url: z.url() });

/** Runs `signoff-edge` until it exits, with additional variables. */
export async function runEdge(
	args: string[],
	variables: Record<string, string> = {},
): Promise<ProcessResult> {
	return start(args, variables).ended;
}

/**
 * Starts `signoff-edge serve`, with additional variables, and waits for its line. Throws its error output if it exits
 * instead.
 */
export async function serveEdge(
	args: string[],
	variables: Record<string, string> = {},
): Promise<EdgeProcess> {
	const { child, ended, firstLine } = start(
		["serve", "--port", "0", ...args],
		variables,
	);
	const line = await Promise.race([firstLine, ended]);
	if (typeof line !== "string")
		throw new Error(`The edge did not start: ${line.err}`);
	const { url } = z.parse(readyLine, JSON.parse(line));
	return {
		url,
		child,
		end: (signal) => {
			child.kill(signal);
			return ended;
		},
	};
}

function start(
	args: string[],
	variables: Record<string, string>,
): {
	child: ChildProcess;
	ended: Promise<ProcessResult>;
	firstLine: Promise<string>;
} {
	const child = spawn(process.execPath, [bin, ...args], {
		stdio: ["ignore", "pipe", "pipe"],
		env: { ...process.env, ...variables },
	});
	let out = "";
	let err = "";
	const firstLine = new Promise<string>((resolve) => {
		child.stdout.on("data", (chunk) => {
			out += String(chunk);
			if (out.includes("\n")) resolve(out.slice(0, out.indexOf("\n")));
		});
	});
	child.stderr.on("data", (chunk) => {
		err += String(chunk);
	});
	const ended = once(child, "close").then(([code]) => ({
		code: typeof code === "number" ? code : null,
		out,
		err,
	}));
	onTestFinished(async () => {
		child.kill("SIGKILL");
		await ended;
	});
	return { child, ended, firstLine };
}

/** A temporary folder, removed at the end of the test. */
export async function temporaryFolder(): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), "signoff-edge-"));
	onTestFinished(() => rm(folder, { recursive: true, force: true }));
	return folder;
}
