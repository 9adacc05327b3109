import stringWidth from "string-width";
import { graphemesOf } from "./graphemes.ts";

/** Shortens a text to a number of columns; an ellipsis marks the cut. Wide characters and emoji take two columns. */
export function truncate(
	text: string,
	columns: number,
	ellipsis: string,
): string {
	if (stringWidth(text) <= columns) return text;
	let kept = "";
	let width = stringWidth(ellipsis);
	for (const { segment } of graphemesOf(text)) {
		width += stringWidth(segment);
		if (width > columns) break;
		kept += segment;
	}
	return kept + ellipsis;
}

/** Pads a text with spaces to a number of columns. */
export function padToWidth(text: string, columns: number): string {
	return text + " ".repeat(Math.max(0, columns - stringWidth(text)));
}

/**
 * Computes column widths: each column gets the width of its widest text. If the line is too short, the widest columns
 * shrink.
 *
 * @param rows one text for each column
 * @param total width of the line, with gaps of two between columns
 */
export function fitColumns(rows: string[][], total: number): number[] {
	const natural = rows.reduce<number[]>(
		(widest, row) =>
			row.map((text, index) => Math.max(widest[index] ?? 0, stringWidth(text))),
		[],
	);
	const room = total - gap * Math.max(0, natural.length - 1);
	while (sum(natural) > room && Math.max(...natural) > 1) {
		const widest = natural.indexOf(Math.max(...natural));
		natural[widest] = (natural[widest] ?? 0) - 1;
	}
	return natural;
}

/** Formats one row of a table. */
export function formatRow(
	row: string[],
	columns: number[],
	ellipsis: string,
): string {
	const cells = row.map((text, index) =>
		padToWidth(
			truncate(text, columns[index] ?? 0, ellipsis),
			columns[index] ?? 0,
		),
	);
	return cells.join(" ".repeat(gap)).trimEnd();
}

const gap = 2;

function sum(numbers: number[]): number {
	return numbers.reduce((total, each) => total + each, 0);
}
