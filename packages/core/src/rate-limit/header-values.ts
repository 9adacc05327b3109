// A header that was sent twice arrives as one, its values joined with commas. A date has a comma of its own.
const separateValues = /\s*(?:[a-z]{3,9},)?[^,]+/gi;

/** Every value of a header; `[]` if it is missing. */
function headerValues(value: string | undefined): string[] {
	return (value?.match(separateValues) ?? []).map((each) => each.trim());
}

/** A decimal number without sign, such as `7` or `2.5`; a fraction is rounded up. `null` for anything else. */
export function parseDecimal(value: string): number | null {
	return /^\d+(\.\d+)?$/.test(value) ? Math.ceil(Number(value)) : null;
}

/** A date of HTTP in Unix milliseconds; `null` for anything else, although `Date.parse` reads `7s` as a year. */
export function parseHttpDate(value: string): number | null {
	const at = /^[a-z].*\d\d:\d\d:\d\d/i.test(value)
		? Date.parse(value)
		: Number.NaN;
	return Number.isNaN(at) ? null : at;
}

/** The largest number that is parsed from the values of a header; `null` if there is none. */
export function largestOf(
	header: string | undefined,
	parse: (value: string) => number | null,
): number | null {
	const parsed = headerValues(header)
		.map(parse)
		.filter((each) => each !== null);
	return parsed.length === 0 ? null : Math.max(...parsed);
}

/** A count, such as a limit; `null` if the values of the header are not one and the same integer. */
export function parseCount(header: string | undefined): number | null {
	const [first = "", ...others] = headerValues(header);
	return /^\d+$/.test(first) && others.every((each) => each === first)
		? Number(first)
		: null;
}
