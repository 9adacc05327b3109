import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { documentUrl } from "../results-document.ts";
import { faultClients } from "./fault-clients.ts";

const command = fileURLToPath(new URL("command.ts", import.meta.url));

function run(...args: string[]) {
	return promisify(execFile)(process.execPath, [command, ...args]);
}

test("with `--fault` and `--json`, the command prints the cells and leaves the document as it is", async () => {
	const before = readFileSync(documentUrl("faults.md"), "utf8");
	const { stdout } = await run("--fault", "none", "--json");
	const expected = faultClients.map(({ name }) =>
		expect.objectContaining({ fault: "none", client: name, truth: "true" }),
	);
	const cells: unknown = JSON.parse(stdout);
	expect(cells).toHaveLength(expected.length);
	expect(cells).toEqual(expect.arrayContaining(expected));
	expect(readFileSync(documentUrl("faults.md"), "utf8")).toBe(before);
});

test("a fault that does not exist is refused with the ids of those that do", async () => {
	await expect(run("--fault", "secret-input")).rejects.toMatchObject({
		code: 2,
		stderr: expect.stringMatching(
			/^`--fault` must be one of: none, (?!.*secret)/,
		),
	});
});
