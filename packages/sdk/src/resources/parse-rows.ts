import { malformedIssue, type ParseResult } from "@signoff/core/validation";

/** Parses a list row by row. Leaves out rows that do not parse, such as one without an id. */
export function parseRows<T>(
	rows: unknown,
	parse: (row: unknown) => ParseResult<T>,
): ParseResult<T[]> {
	if (!Array.isArray(rows))
		return {
			kind: "invalid",
			issues: [malformedIssue([], "The response body must be a list.")],
		};
	const parsed = rows.map((row: unknown) => parse(row));
	return {
		kind: "parsed",
		value: parsed.flatMap((each) =>
			each.kind === "parsed" ? [each.value] : [],
		),
	};
}
