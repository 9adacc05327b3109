// A header that was sent twice arrives as one, its values joined with commas. A date contains a comma.
const separateValues = /\s*(?:[a-z]{3,9},)?[^,]+/gi;

/** Every value of a header, parsed; those that are `NaN` are left out. `[]` if the header is missing. */
export function parseEach(
	header: string | undefined,
	parse: (value: string) => number,
): number[] {
	return headerValues(header)
		.map(parse)
		.filter((each) => !Number.isNaN(each));
}

/** A decimal number without sign, such as `7` or `2.5`; a fraction is rounded up. `NaN` for anything else. */
export function parseDecimal(value: string): number {
	return /^\d+(\.\d+)?$/.test(value) ? Math.ceil(Number(value)) : Number.NaN;
}

/** A date of HTTP in Unix milliseconds; `NaN` for anything else, although `Date.parse` reads `7s` as a year. */
export function parseHttpDate(value: string): number {
	return /^[a-z].*\d\d:\d\d:\d\d/i.test(value) ? Date.parse(value) : Number.NaN;
}

/** A count, such as a limit; `NaN` if the values of the header are not one and the same integer. */
export function parseCount(header: string | undefined): number {
	const [first = "", ...others] = headerValues(header);
	return /^\d+$/.test(first) && others.every((each) => each === first)
		? Number(first)
		: Number.NaN;
}

function headerValues(header: string | undefined): string[] {
	return (header?.match(separateValues) ?? []).map((each) => each.trim());
}
