// A string that is not closed is matched to its end, so that the time stays linear.
const stringOrNumber = /"[^"\\]*(?:\\.[^"\\]*)*"?|-?\d[\d.e+-]*/gi;

/** Quotes the integers of a JSON text that a double cannot hold, such as ids above 2^53: parsed, they keep all digits. */
export function quoteUnsafeIntegers(json: string): string {
	if (!/\d{16}/.test(json)) return json;
	return json.replace(stringOrNumber, (match) =>
		/^-?\d+$/.test(match) && !Number.isSafeInteger(+match)
			? `"${match}"`
			: match,
	);
}
