import { malformedIssue, type ParseResult } from "@signoff/core/validation";

/** Reads a list row by row. A row without what makes it usable (its id) is left out. */
export function rowsOf<T>(
	rows: unknown,
	parse: (row: unknown) => ParseResult<T>,
): ParseResult<T[]> {
	if (!Array.isArray(rows))
		return {
			kind: "invalid",
			issues: [malformedIssue([], "The answer must be a list.")],
		};
	const parsed = rows.map((row: unknown) => parse(row));
	return {
		kind: "parsed",
		value: parsed.flatMap((each) =>
			each.kind === "parsed" ? [each.value] : [],
		),
	};
}
