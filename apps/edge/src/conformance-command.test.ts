import { execFile } from "node:child_process";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import { parseFixture, serve } from "./index.ts";

const run = promisify(execFile);
const bin = fileURLToPath(
	new URL("./bin.ts", import.meta.resolve("@signoff/conformance")),
);
const { stdout } = await run(process.execPath, [bin, "fixture"]);
const file = join(
	await mkdtemp(join(tmpdir(), "signoff-conformance-")),
	"company.json",
);
await writeFile(file, stdout);

const fixture = parseFixture(JSON.parse(stdout));
if (fixture.kind === "invalid") throw new Error(JSON.stringify(fixture.issues));
const server = await serve({
	port: 0,
	fixture: fixture.value,
	logLevel: "error",
	log: (entry) => {
		throw new Error(JSON.stringify(entry));
	},
});
afterAll(() => server.close());

test("a running edge passes every behaviour once, and fails on its second run because its data is no longer fresh", async () => {
	const first = await run(process.execPath, [
		bin,
		server.url,
		"--fixture",
		file,
	]);
	expect(first.stdout).toMatch(/\n\d+ passed, 0 failed\n$/);
	const second = await run(process.execPath, [
		bin,
		server.url,
		"--fixture",
		file,
	]).catch((error: object) => error);
	expect(second).toMatchObject({
		code: 1,
		stdout: expect.stringContaining("FAILED a first response is recorded"),
	});
});
