import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/**
 * A command that runs an adapter in Node. `code` is the body of a function of `request`, the parsed line, whose result is
 * the reply; `reply` writes one.
 */
export function adapterCommand(code: string): string {
	const folder = mkdtempSync(join(tmpdir(), "signoff-adapter-"));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	const file = join(folder, "adapter.mjs");
	writeFileSync(
		file,
		`import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
const reply = (value) => process.stdout.write(JSON.stringify(value) + "\\n");
const respond = async (request) => { ${code} };
for await (const line of createInterface({ input: process.stdin })) {
	const value = await respond(JSON.parse(line));
	if (value !== undefined) reply(value);
}
`,
	);
	return `"${process.execPath}" "${file}"`;
}
