/** One error in a request. JSON-safe; never holds the input. */
export type Issue = {
	/** `malformed`, `body_too_large` and `unsupported_media_type` decide the HTTP status; any other code is 422. */
	code: string;
	/** Keys and indexes from the root of the submission (or wire body); `[]` for the root. */
	path: (string | number)[];
	/** One sentence for a person. */
	message: string;
};

/** The result of parsing unknown input: the value, or every issue found. */
export type ParseResult<T> =
	| { kind: "parsed"; value: T }
	| { kind: "invalid"; issues: Issue[] };

/** Returns an issue with code `malformed`. */
export function malformedIssue(path: Issue["path"], message: string): Issue {
	return { code: "malformed", path, message };
}

/** The issue of a submission that selects an option the step does not offer. */
export const optionNotOffered: Issue = {
	code: "option_not_offered",
	path: ["response", "selected_response_option_id"],
	message: "The step does not offer this response option.",
};

/** The issue of a submission that names a step which the instance never had. */
export const unknownStep: Issue = {
	code: "unknown_step",
	path: ["response", "current_step_occurrence_id"],
	message: "This instance never had this step.",
};
