import type { Issue } from "../validation/issue.ts";
import {
	boundIssues,
	boundText,
	maxPathLength,
	maxSentenceLength,
	maxWordLength,
} from "./bounds.ts";
import type { Reason } from "./outcome.ts";

// A v1 error has few sentences. A hostile one may have any number of values, or nest deeper than the stack.
const maxVisitedValues = 1_000;

/**
 * Parses the server's reason for a refusal from any of its error shapes (contract §1): v2, OAuth, v1.
 * `null` for plain text, HTML and other bodies without a reason. At most 100 characters of the code and 300 of the
 * message are kept.
 */
export function reasonFromErrorBody(body: unknown): Reason {
	const error = field(body, "error");
	const details = field(error, "details");
	const detail: unknown = Array.isArray(details) ? details[0] : undefined;
	return (
		toReason(field(detail, "reason_code"), field(detail, "message")) ??
		toReason(field(error, "code"), field(error, "message")) ??
		toReason(error, field(body, "error_description")) ??
		toReason(
			field(body, "code") ?? field(body, "reason"),
			field(body, "message"),
		) ??
		joinMessages(field(body, "errors") ?? field(body, "base"))
	);
}

/**
 * Parses the issues in `details` of a v2 error (contract §1); `[]` if there are none. At most 50, and then one that says
 * how many were left out. Texts are cut as in {@link reasonFromErrorBody}.
 */
export function issuesFromErrorBody(body: unknown): Issue[] {
	const details = field(field(body, "error"), "details");
	return boundIssues((Array.isArray(details) ? details : []).flatMap(toIssues));
}

function toIssues(detail: unknown): Issue[] {
	const reason = toReason(
		field(detail, "reason_code"),
		field(detail, "message"),
	);
	if (reason === null) return [];
	const source = field(detail, "source");
	const path =
		typeof source === "string" && source !== ""
			? source.split(".", maxPathLength)
			: [];
	return [
		{
			// Some letters become two in lower case.
			code: boundText(reason.code.toLowerCase(), maxWordLength),
			path: path.map((key) => boundText(key, maxWordLength)),
			message: reason.message,
		},
	];
}

function toReason(code: unknown, message: unknown): Reason {
	if (typeof code !== "string" && typeof code !== "number") return null;
	return {
		code: boundText(String(code), maxWordLength),
		message:
			typeof message === "string" ? boundText(message, maxSentenceLength) : "",
	};
}

/** Joins the sentences of a v1 error, which nests them in any shape. */
function joinMessages(errors: unknown): Reason {
	const sentences = collectStrings(errors).join("; ");
	return sentences === "" ? null : toReason("errors", sentences);
}

/** The texts among the first values, in their order, each no longer than a message. */
function collectStrings(errors: unknown): string[] {
	const found: string[] = [];
	const pending: unknown[] = [errors];
	for (let visited = 0; visited < maxVisitedValues; visited++) {
		const value = pending.pop();
		if (typeof value === "string")
			found.push(boundText(value, maxSentenceLength));
		if (typeof value === "object" && value !== null)
			pending.push(...firstValues(value).reverse());
	}
	return found;
}

function firstValues(value: object): unknown[] {
	return Object.values(value).slice(0, maxVisitedValues);
}

function field(value: unknown, key: string): unknown {
	return typeof value === "object" && value !== null
		? Reflect.get(value, key)
		: undefined;
}
