import { field } from "../validation/field.ts";
import type { Issue } from "../validation/issue.ts";
import {
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
	const message = field(body, "message");
	return (
		reasonFromDetail(errorDetails(body)[0]) ??
		toReason(field(error, "code"), field(error, "message")) ??
		toReason(error, field(body, "error_description")) ??
		toReason(field(body, "code") ?? field(body, "reason"), message) ??
		joinMessages(field(body, "errors") ?? field(body, "base"))
	);
}

/**
 * Parses the issues in `details` of a v2 error (contract §1); `[]` if there are none. Texts are cut as in
 * {@link reasonFromErrorBody}.
 */
export function issuesFromErrorBody(body: unknown): Issue[] {
	return errorDetails(body).flatMap((detail) => {
		const reason = reasonFromDetail(detail);
		if (reason === null) return [];
		const source = field(detail, "source");
		const path =
			typeof source === "string" && source !== ""
				? source.split(".", maxPathLength)
				: [];
		return {
			// Some letters become two in lower case.
			code: boundText(reason.code.toLowerCase(), maxWordLength),
			path: path.map((key) => boundText(key, maxWordLength)),
			message: reason.message,
		};
	});
}

function errorDetails(body: unknown): unknown[] {
	const details = field(field(body, "error"), "details");
	return Array.isArray(details) ? details : [];
}

function reasonFromDetail(detail: unknown): Reason {
	return toReason(field(detail, "reason_code"), field(detail, "message"));
}

function toReason(code: unknown, message: unknown): Reason {
	if (typeof code !== "string" && typeof code !== "number") return null;
	return {
		code: boundText(String(code), maxWordLength),
		message:
			typeof message === "string" ? boundText(message, maxSentenceLength) : "",
	};
}

/** Joins the sentences of a v1 error, which nests them in any shape: the texts among the first values, in their order. */
function joinMessages(errors: unknown): Reason {
	const found: string[] = [];
	const pending = [errors];
	for (let visited = 0; visited < maxVisitedValues; visited++) {
		const value = pending.pop();
		if (typeof value === "string")
			found.push(boundText(value, maxSentenceLength));
		if (typeof value === "object" && value !== null)
			pending.push(
				...Object.values(value).slice(0, maxVisitedValues).reverse(),
			);
	}
	const sentences = found.join("; ");
	return sentences === "" ? null : toReason("errors", sentences);
}
