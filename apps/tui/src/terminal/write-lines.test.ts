import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";

test("prints no error if the reader has closed the pipe", {
	timeout: 60_000,
}, async () => {
	const child = spawn(
		process.execPath,
		[`${import.meta.dirname}/../bin.ts`, "help"],
		{ stdio: ["ignore", "pipe", "pipe"] },
	);
	child.stdout.destroy();
	const [[code], stderr] = await Promise.all([
		once(child, "exit"),
		text(child.stderr),
	]);
	expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
});
