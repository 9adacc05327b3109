import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startFaultServer } from "../fault-server/start-server.ts";
import type { ConformanceReport } from "../report/types.ts";
import type { CommandContext } from "./process.ts";
import { runCommand } from "./run.ts";

/** Runs the command in this process; `stopped` resolves immediately. */
async function runInTest(
	...argv: string[]
): Promise<{ code: number; out: string; err: string }> {
	const output = { out: "", err: "" };
	const context: CommandContext = {
		out: (text) => {
			output.out += text;
		},
		err: (text) => {
			output.err += text;
		},
		stopped: () => Promise.resolve(),
		program: new URL("../bin.ts", import.meta.url),
	};
	const code = await runCommand(argv, context);
	return { code, ...output };
}

test("--help lists every command", async () => {
	const { code, out } = await runInTest("--help");
	expect(code).toBe(0);
	expect(out).toContain("fault-server [--port 0]");
	expect(out).toContain("model-check [--runs 20000]");
	expect((await runInTest("fault-server", "-h")).out).not.toContain("--runs");
});

test("--version prints the version", async () => {
	expect((await runInTest("--version")).out).toMatch(
		/^[0-9]+\.[0-9]+\.[0-9]+\n$/,
	);
});

test.each([
	[[], "A command is missing."],
	[["falt-server"], "did you mean `fault-server`?"],
	[
		["\u001b[31mnonsense"],
		"there are serves, client, fixture, fault-server, model-check.",
	],
	[["fault-server", "--prt", "1"], "did you mean `--port`?"],
	[["fault-server", "--port"], "`--port` needs a value."],
	[["fault-server", "--port", "65536"], "from 0 to 65535"],
	[["fault-server", "8080"], "an unexpected argument"],
	[["model-check", "--runs", "many"], "take a whole number"],
	[["model-check", "--choices", "1,x"], "joined by commas"],
	[["model-check", "--worlds", "modern"], "`classic` or `all`"],
	[["model-check", "--faults", "1"], "only for `--exhaustive`"],
	[["model-check", "--exhaustive", "--seed", "1"], "not for `--exhaustive`"],
	[["model-check", "--exhaustive", "--calls", "0"], "at least 1"],
	[["model-check", "--exhaustive", "--faults", "many"], "take a whole number"],
])("%j is refused with exit code 2", async (argv, message) => {
	const { code, out, err } = await runInTest(...argv);
	expect(code).toBe(2);
	expect(out).toBe("");
	expect(err).toContain(message);
	expect(err).not.toContain("nonsense");
	expect(err).toMatch(/\nTry signoff-conformance --help\.\n$/);
});

test("the check of a server reports as JSON and JUnit XML, too", async () => {
	const folder = mkdtempSync(join(tmpdir(), "signoff-check-"));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	const [fixture, junit] = ["company.json", "junit.xml"].map((name) =>
		join(folder, name),
	);
	writeFileSync(String(fixture), (await runInTest("fixture")).out);
	const flags = ["--fixture", String(fixture), "--junit", String(junit)];
	// No server listens on this port.
	const url = "http://127.0.0.1:2";
	const { code, out } = await runInTest(url, ...flags, "--json");
	expect(code).toBe(1);
	const report: ConformanceReport = JSON.parse(out);
	expect(report).toMatchObject({ format: 1, role: "server", by_harm: {} });
	expect(report.totals).toEqual({
		passed: 0,
		failed: report.behaviours.length,
		unsupported: 0,
	});
	const [first] = report.behaviours;
	expect(first).toMatchObject({ harms: [], reported: null, requests: null });
	expect(first?.details).toHaveLength(1);
	const xml = readFileSync(String(junit), "utf8");
	expect(xml.match(/<failure type="difference"/g)).toHaveLength(
		report.totals.failed,
	);
	const text = await runInTest(url, ...flags);
	expect(text.out).toMatch(/^FAILED a first response is recorded\n/);
	expect(text.out).toMatch(/\ntotal +0 +[0-9]+ +0\n/);
	expect(text.out).toMatch(/\n0 passed, [0-9]+ failed\n$/);
});

test("fault-server serves until it is asked to stop", async () => {
	const { code, out } = await runInTest("fault-server");
	expect(code).toBe(0);
	expect(JSON.parse(out).url).toMatch(/^http:\/\/127\.0\.0\.1:[0-9]+$/);
});

test("a port in use is refused with a message", async () => {
	const { url, close } = await startFaultServer({ port: 0 });
	const { code, err } = await runInTest(
		"fault-server",
		"--port",
		new URL(url).port,
	);
	await close();
	expect(code).toBe(2);
	expect(err).toContain("in use already");
});

test("model-check plays schedules on all cores and replays one", async () => {
	const { code, out } = await runInTest(
		"model-check",
		"--runs",
		"60",
		"--seed",
		"5",
	);
	expect(code).toBe(0);
	expect(JSON.parse(out)).toMatchObject({ runs: 60, seed: 5, violations: 0 });
	const replayed = await runInTest("model-check", "--replay", "5");
	expect(replayed).toMatchObject({
		code: 0,
		out: expect.stringContaining("Every invariant holds."),
	});
	const plain = await runInTest("model-check", "--choices", "0,0,0");
	expect(plain.out).toContain("Every invariant holds.");
});

test("model-check reports the share of uncertain outcomes for each distribution", async () => {
	const sharesOf = async (worlds: string) => {
		const flags = ["--runs", "60", "--seed", "5", "--worlds", worlds];
		const { out } = await runInTest("model-check", ...flags);
		const { classic, new: added } = JSON.parse(out).uncertain;
		return { classic, added };
	};
	const { classic, added } = await sharesOf("all");
	expect(classic.settlements).toBeGreaterThan(0);
	expect(classic.current.settlements).toBeLessThanOrEqual(classic.settlements);
	expect(added.settlements).toBeGreaterThan(0);
	expect((await sharesOf("classic")).added.settlements).toBe(0);
});

test("model-check --exhaustive plays every schedule on all cores and prints what it covers", async () => {
	const { code, out } = await runInTest(
		"model-check",
		"--exhaustive",
		"--faults=0",
		"--calls=6",
	);
	const lines = out.trimEnd().split("\n");
	const summary = JSON.parse(lines.at(-1) ?? "");
	// Without faults, a world has one schedule.
	expect(summary).toMatchObject({ worlds: 1056, schedules: 1056, calls: 6 });
	expect(summary.violations).toEqual({});
	expect(code).toBe(0);
	expect(out).toContain("the history is shown | the history shows labels only");
	expect(out).toMatch(/\nrefresh_refused( +-){12}\n/);
});
