// Enough to find them; more would not be read.
const maxRanges = 200;

/** Numbers in ascending order, such as `7, 9–12`. */
export function rowRanges(rows: readonly number[]): string {
	const ranges: [first: number, last: number][] = [];
	for (const row of rows) {
		const range = ranges.at(-1);
		if (range !== undefined && range[1] === row - 1) range[1] = row;
		else ranges.push([row, row]);
	}
	const shown = ranges
		.slice(0, maxRanges)
		.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`));
	return ranges.length > maxRanges
		? `${shown.join(", ")}, and others`
		: shown.join(", ");
}
