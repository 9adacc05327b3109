import type { Issue } from "../validation/issue.ts";
import type { Reason } from "./outcome.ts";

const maxMessageLength = 300;

/**
 * Parses the server's reason for a refusal from any of its error shapes (contract §1): v2, OAuth, v1.
 * `null` for plain text, HTML and other bodies without a reason.
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

/** Parses the issues in `details` of a v2 error (contract §1); `[]` if there are none. */
export function issuesFromErrorBody(body: unknown): Issue[] {
	const details = field(field(body, "error"), "details");
	return (Array.isArray(details) ? details : []).flatMap(
		(detail: unknown): Issue[] => {
			const parsed = toReason(
				field(detail, "reason_code"),
				field(detail, "message"),
			);
			const source = field(detail, "source");
			const path =
				typeof source === "string" && source !== "" ? source.split(".") : [];
			return parsed === null
				? []
				: [{ code: parsed.code.toLowerCase(), path, message: parsed.message }];
		},
	);
}

function toReason(code: unknown, message: unknown): Reason {
	if (typeof code !== "string" && typeof code !== "number") return null;
	return {
		code: String(code),
		message:
			typeof message === "string" ? message.slice(0, maxMessageLength) : "",
	};
}

/** Joins the sentences of a v1 error, which nests them in any shape. */
function joinMessages(errors: unknown): Reason {
	const sentences = collectStrings(errors).join("; ");
	return sentences === "" ? null : toReason("errors", sentences);
}

function collectStrings(value: unknown): string[] {
	if (typeof value === "string") return [value];
	return typeof value === "object" && value !== null
		? Object.values(value).flatMap(collectStrings)
		: [];
}

function field(value: unknown, key: string): unknown {
	return typeof value === "object" && value !== null
		? Reflect.get(value, key)
		: undefined;
}
