import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";

test("keeps quiet where the reader went away", {
	timeout: 60_000,
}, async () => {
	const child = spawn(
		process.execPath,
		[`${import.meta.dirname}/../bin.ts`, "help"],
		{ stdio: ["ignore", "pipe", "pipe"] },
	);
	child.stdout.destroy();
	const [[code], said] = await Promise.all([
		once(child, "exit"),
		text(child.stderr),
	]);
	expect({ code, said }).toEqual({ code: 0, said: "" });
});
