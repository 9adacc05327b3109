import { expect, test } from "vitest";
import { boundIssues } from "./bound-issues.ts";
import { malformedIssue } from "./issue.ts";

const issues = (count: number) =>
	Array.from({ length: count }, (_, i) => malformedIssue([i], "m"));

test("50 issues are complete; of more, the last one says how many were left out", () => {
	expect(boundIssues([])).toEqual([]);
	expect(boundIssues(issues(50))).toEqual(issues(50));
	expect(boundIssues(issues(53))).toEqual([
		...issues(50),
		{ code: "more_issues", path: [], message: "And 3 more." },
	]);
});
