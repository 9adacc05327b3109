import { sanitize } from "@signoff/core/validation";
import stringWidth from "string-width";
import { type Line, type Span, span, type Tone } from "./styled-text.ts";

const graphemes = new Intl.Segmenter();

/**
 * Breaks a text into rows of so many columns, between words where it can. Line breaks of the text stay. Every row
 * is harmless, and together the rows hold every character of the text that can be shown.
 */
export function wrapText(text: string, columns: number): string[] {
	return text
		.split(/\r\n|[\n\r\u2028\u2029]/)
		.flatMap((each) => wrapRow(sanitize(each), Math.max(1, columns)));
}

/** Text as lines, the first of which begins with a head; the others are indented as far. */
export function paragraph(
	head: Span,
	text: string,
	columns: number,
	tone: Tone = "plain",
): Line[] {
	const indent = stringWidth(head.text);
	return wrapText(text, columns - indent).map((row, index) => ({
		spans: [index === 0 ? head : span(" ".repeat(indent)), { text: row, tone }],
	}));
}

function wrapRow(text: string, columns: number): string[] {
	const rows: string[] = [];
	let row = "";
	let width = 0;
	for (const word of text.split(/(?<= )/)) {
		const wide = stringWidth(word.trimEnd());
		if (width > 0 && width + wide > columns) {
			rows.push(row.trimEnd());
			row = "";
			width = 0;
		}
		for (const { segment } of graphemes.segment(word)) {
			const size = stringWidth(segment);
			if (width + size > columns && segment !== " ") {
				rows.push(row);
				row = "";
				width = 0;
			}
			row += segment;
			width += size;
		}
	}
	rows.push(row.trimEnd());
	return rows;
}
