import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { program } from "../testing/program.ts";

test("prints no error if the reader has closed the pipe", {
	timeout: 60_000,
}, async () => {
	const child = spawn(process.execPath, [program, "help"], {
		stdio: ["ignore", "pipe", "pipe"],
	});
	child.stdout.destroy();
	const [[code], stderr] = await Promise.all([
		once(child, "exit"),
		text(child.stderr),
	]);
	expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
});
