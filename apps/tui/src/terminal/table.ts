import stringWidth from "string-width";

const graphemes = new Intl.Segmenter();

/** Cuts a text to so many columns, with an ellipsis where something is missing. Wide letters and emoji take two. */
export function truncate(
	text: string,
	columns: number,
	ellipsis: string,
): string {
	if (stringWidth(text) <= columns) return text;
	let kept = "";
	let width = stringWidth(ellipsis);
	for (const { segment } of graphemes.segment(text)) {
		width += stringWidth(segment);
		if (width > columns) break;
		kept += segment;
	}
	return kept + ellipsis;
}

/** Fills a text up to so many columns. */
export function pad(text: string, columns: number): string {
	return text + " ".repeat(Math.max(0, columns - stringWidth(text)));
}

/**
 * Shares a line among columns: each gets what its widest text needs, and where that is too much, the widest columns give way.
 *
 * @param rows texts, one for each column
 * @param total columns for all of them, gaps of two included
 */
export function columnWidths(rows: string[][], total: number): number[] {
	const wanted = rows.reduce<number[]>(
		(widest, row) =>
			row.map((text, index) => Math.max(widest[index] ?? 0, stringWidth(text))),
		[],
	);
	const room = total - gap * Math.max(0, wanted.length - 1);
	while (sum(wanted) > room && Math.max(...wanted) > 1) {
		const widest = wanted.indexOf(Math.max(...wanted));
		wanted[widest] = (wanted[widest] ?? 0) - 1;
	}
	return wanted;
}

/** One line of a table. */
export function formatRow(
	row: string[],
	columns: number[],
	ellipsis: string,
): string {
	const cells = row.map((text, index) =>
		pad(truncate(text, columns[index] ?? 0, ellipsis), columns[index] ?? 0),
	);
	return cells.join(" ".repeat(gap)).trimEnd();
}

const gap = 2;

function sum(numbers: number[]): number {
	return numbers.reduce((total, each) => total + each, 0);
}
