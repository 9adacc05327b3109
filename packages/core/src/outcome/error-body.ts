import type { Issue } from "../validation/issue.ts";
import type { Reason } from "./outcome.ts";

const maxMessageLength = 300;

/**
 * The server's own reason for a refusal, from whichever error shape it used (contract §1): v2, OAuth, v1.
 * `null` for plain text, HTML and anything else that names no reason.
 */
export function parseErrorReason(body: unknown): Reason {
	const error = field(body, "error");
	const details = field(error, "details");
	const detail: unknown = Array.isArray(details) ? details[0] : undefined;
	return (
		reason(field(detail, "reason_code"), field(detail, "message")) ??
		reason(field(error, "code"), field(error, "message")) ??
		reason(error, field(body, "error_description")) ??
		reason(
			field(body, "code") ?? field(body, "reason"),
			field(body, "message"),
		) ??
		joinMessages(field(body, "errors") ?? field(body, "base"))
	);
}

/** The issues that a v2 error lists in its `details` (contract §1); empty where it lists none. */
export function parseErrorIssues(body: unknown): Issue[] {
	const details = field(field(body, "error"), "details");
	return (Array.isArray(details) ? details : []).flatMap(
		(detail: unknown): Issue[] => {
			const said = reason(
				field(detail, "reason_code"),
				field(detail, "message"),
			);
			const source = field(detail, "source");
			const path =
				typeof source === "string" && source !== "" ? source.split(".") : [];
			return said === null
				? []
				: [{ code: said.code.toLowerCase(), path, message: said.message }];
		},
	);
}

function reason(code: unknown, message: unknown): Reason {
	if (typeof code !== "string" && typeof code !== "number") return null;
	return {
		code: String(code),
		message:
			typeof message === "string" ? message.slice(0, maxMessageLength) : "",
	};
}

/** v1's lists of sentences, nested to any shape. */
function joinMessages(errors: unknown): Reason {
	const sentences = collectStrings(errors).join("; ");
	return sentences === "" ? null : reason("errors", sentences);
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
