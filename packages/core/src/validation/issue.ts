/** One thing that is wrong with a request. JSON-safe, and never holds what was sent. */
export type Issue = {
	/** `malformed`, `body_too_large` and `unsupported_media_type` decide the HTTP status; any other code answers 422. */
	code: string;
	/** Where: keys and indexes from the submission's (or the wire body's) root; `[]` for the whole of it. */
	path: (string | number)[];
	/** A sentence for a person. */
	message: string;
};

/** What reading unknown input gives: the value, or every issue found with it. */
export type ParseResult<T> =
	| { kind: "parsed"; value: T }
	| { kind: "invalid"; issues: Issue[] };

/** An issue with code `malformed`. */
export function malformedIssue(path: Issue["path"], message: string): Issue {
	return { code: "malformed", path, message };
}

/** The issue of a submission that selects an option the step does not offer. */
export const optionNotOffered: Issue = {
	code: "option_not_offered",
	path: ["response", "selected_response_option_id"],
	message: "The step does not offer such a response option.",
};
