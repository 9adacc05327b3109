import type { Issue } from "../validation/issue.ts";

/** The longest code, id, moment or key of a path that is taken from a server, in UTF-16 units. */
export const maxWordLength = 100;

/** The longest message or name that is taken from a server, in UTF-16 units. */
export const maxSentenceLength = 300;

/** The longest path of an issue that is taken from a server. */
export const maxPathLength = 10;

const maxIssues = 50;
const moreIssuesCode = "more_issues";

/** The beginning of a text, at most so many UTF-16 units; never half a character. */
export function boundText(text: string, maxLength: number): string {
	return text.length <= maxLength
		? text
		: text.slice(0, maxLength).replace(/[\ud800-\udbff]$/, "");
}

/** At most 50 issues, and then one that says how many were left out. */
export function boundIssues<T>(issues: T[]): (T | Issue)[] {
	const left = issues.length - maxIssues;
	if (left <= 0 || (left === 1 && isMoreIssues(issues[maxIssues])))
		return issues;
	const more = {
		code: moreIssuesCode,
		path: [],
		message: `And ${left} more.`,
	};
	return [...issues.slice(0, maxIssues), more];
}

/** True for the last of issues that were bounded before. */
function isMoreIssues(issue: unknown): boolean {
	return (
		typeof issue === "object" &&
		issue !== null &&
		"code" in issue &&
		issue.code === moreIssuesCode
	);
}
