import type { Issue, ParseResult } from "@signoff/core";

/** The issues of something read, `[]` where there are none. */
export function issuesOf(parsed: ParseResult<unknown>): Issue[] {
	return parsed.kind === "invalid" ? parsed.issues : [];
}
