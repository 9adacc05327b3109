import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { expect, test } from "vitest";
import { renderJunit } from "./render-junit.ts";
import { createReporter, type ReportOptions } from "./reporter.ts";
import { summarize } from "./summarize.ts";
import type { BehaviourResult } from "./types.ts";

const passed: BehaviourResult = {
	behaviour: "a first response is recorded",
	form: "id",
	expected: "recorded",
	verdict: "passed",
	reported: "recorded",
	harms: [],
	details: [],
	requests: ["submit"],
	duration_ms: 12,
};
const failed: BehaviourResult = {
	...passed,
	behaviour: "a request lost in transit is submitted again",
	form: "name",
	verdict: "failed",
	reported: "failure",
	harms: ["lost", "asked_too_early"],
	details: ["reports failure"],
	stderr: "Traceback:\n  \u001b[31mno\u0000",
	duration_ms: 1_500,
};
const unsupported: BehaviourResult = {
	...passed,
	expected: "invalid",
	verdict: "unsupported",
	reported: null,
	details: ["\"<&>' ]]> \u0007 \ud800\n."],
};
const results = [passed, failed, unsupported];

async function report(options: Partial<ReportOptions> = {}) {
	let text = "";
	const out = (written: string): void => {
		text += written;
	};
	const reporter = createReporter("client", {
		...{ json: false, junit: null, out },
		...options,
	});
	for (const index of [2, 0, 1]) {
		const result = results[index];
		if (result !== undefined) reporter.add(index, result);
	}
	const code = await reporter.finish();
	return { code, text };
}

test("the text lists the behaviours in order, then the totals of each kind and each harm", async () => {
	const { code, text } = await report();
	expect(code).toBe(1);
	expect(text).toBe(
		`ok     a first response is recorded
FAILED a request lost in transit is submitted again (option by name)
         lost: the response is not on record, although it could be
         asked_too_early: repeats a request before the moment that the server named
         reports failure
         received: submit
         stderr: Traceback:
         stderr:   ␛[31mno␀
skip   a first response is recorded
         "<&>' ]]> ␇ \ufffd .

expected         passed  failed  unsupported
recorded              1       1            0
invalid               0       0            1
total                 1       1            1

failures
lost                  1  the response is not on record, although it could be
asked_too_early       1  repeats a request before the moment that the server named

1 passed, 1 failed, 1 unsupported
`,
	);
});

test("a long line is cut in the text, and whole in the JSON", async () => {
	const long: BehaviourResult = { ...failed, details: ["a".repeat(9_000)] };
	const render = async (json: boolean): Promise<string> => {
		let text = "";
		const out = (written: string): void => {
			text += written;
		};
		const reporter = createReporter("client", { json, junit: null, out });
		reporter.add(0, long);
		await reporter.finish();
		return text;
	};
	expect(await render(false)).toContain(
		`         ${"a".repeat(600)} … (9000 characters)\n`,
	);
	expect(await render(true)).toContain("a".repeat(9_000));
});

test("without a failure the exit code is 0", async () => {
	const out = (): void => {};
	const reporter = createReporter("server", { json: false, junit: null, out });
	reporter.add(0, passed);
	expect(await reporter.finish()).toBe(0);
});

test("the JSON is one line that holds every result", async () => {
	const { code, text } = await report({ json: true });
	expect(code).toBe(1);
	expect(text).toMatch(/^\{.*\}\n$/);
	expect(JSON.parse(text)).toEqual({
		format: 1,
		role: "client",
		totals: { passed: 1, failed: 1, unsupported: 1 },
		by_kind: {
			recorded: { passed: 1, failed: 1, unsupported: 0 },
			invalid: { passed: 0, failed: 0, unsupported: 1 },
		},
		by_harm: { lost: 1, asked_too_early: 1 },
		behaviours: results,
	});
});

test("the JUnit file is valid XML, whatever a client writes", async () => {
	const folder = await mkdtemp(join(tmpdir(), "signoff-report-"));
	const junit = join(folder, "junit.xml");
	await report({ junit });
	const xml = await readFile(junit, "utf8");
	await rm(folder, { recursive: true });
	expect(xml).toBe(renderJunit(summarize("client", results)));
	expect(XMLValidator.validate(xml)).toBe(true);
	// Characters that no XML document may contain.
	const forbidden = [...xml].filter(
		(character) => character < " " && !"\t\n\r".includes(character),
	);
	expect(forbidden).toEqual([]);
	expect(xml).not.toMatch(/&(?!#[0-9]+;)/);
	const parser = new XMLParser({ ignoreAttributes: false });
	expect(parser.parse(xml).testsuites).toMatchObject({
		"@_tests": "3",
		"@_failures": "1",
		"@_skipped": "1",
		testsuite: [
			{
				"@_name": "client.recorded",
				testcase: [
					{ "@_name": "a first response is recorded", "@_time": "0.012" },
					{
						"@_name":
							"a request lost in transit is submitted again (option by name)",
						failure: { "@_type": "lost asked_too_early" },
					},
				],
			},
			{ testcase: { skipped: { "@_message": expect.stringContaining("]]") } } },
		],
	});
});
