import type { Issue } from "./issue.ts";

const maxIssues = 50;

/** At most 50 issues, and then one that says how many were left out. */
export function boundIssues(issues: Issue[]): Issue[] {
	if (issues.length <= maxIssues) return issues;
	const more = {
		code: "more_issues",
		path: [],
		message: `And ${issues.length - maxIssues} more.`,
	};
	return [...issues.slice(0, maxIssues), more];
}
