import type { Issue, ParseResult } from "@signoff/core";

/** The issues of a parse result; `[]` if it is valid. */
export function issuesOf(parsed: ParseResult<unknown>): Issue[] {
	return parsed.kind === "invalid" ? parsed.issues : [];
}
