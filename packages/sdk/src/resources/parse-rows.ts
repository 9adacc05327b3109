import { malformed, type Parsed } from "@signoff/core/validation";

/** Reads a list row by row. A row without what makes it usable (its id) is left out. */
export function rowsOf<T>(
	rows: unknown,
	parse: (row: unknown) => Parsed<T>,
): Parsed<T[]> {
	if (!Array.isArray(rows))
		return {
			kind: "invalid",
			issues: [malformed([], "The answer must be a list.")],
		};
	const parsed = rows.map((row: unknown) => parse(row));
	return {
		kind: "parsed",
		value: parsed.flatMap((each) =>
			each.kind === "parsed" ? [each.value] : [],
		),
	};
}
