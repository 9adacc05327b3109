import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

const bin = `${import.meta.dirname}/../bin.ts`;

/** Runs the real command, and kills it with SIGKILL after so many lines. Returns all lines that it has printed. */
export async function startUntil(
	args: string[],
	env: Record<string, string>,
	count: number,
): Promise<Record<string, unknown>[]> {
	const child = spawn(process.execPath, [bin, ...args], {
		env: { PATH: "/usr/bin:/bin", HOME: "/nonexistent", ...env },
		stdio: ["ignore", "pipe", "inherit"],
	});
	const exit = once(child, "exit");
	const lines: Record<string, unknown>[] = [];
	for await (const line of createInterface({ input: child.stdout })) {
		lines.push(JSON.parse(line));
		if (lines.length === count) child.kill("SIGKILL");
	}
	await exit;
	return lines;
}
