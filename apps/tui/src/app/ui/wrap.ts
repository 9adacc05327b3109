import { sanitize } from "@signoff/core/validation";
import stringWidth from "string-width";
import { graphemesOf } from "../../terminal/graphemes.ts";
import { type Line, type Span, span, type Tone } from "./styled-text.ts";

/**
 * Wraps a text to a number of columns, between words if possible. Line breaks of the text stay. Every row is
 * sanitized, and together the rows contain every visible character of the text.
 */
export function wrapText(text: string, columns: number): string[] {
	return text
		.split(/\r\n|[\n\r\u2028\u2029]/)
		.flatMap((part) => wrapRow(sanitize(part), Math.max(1, columns)));
}

/** A wrapped text whose first line begins with `head`; the other lines are indented by the width of `head`. */
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

/** A paragraph that begins with a mark and a space. */
export function markedParagraph(
	mark: Span,
	text: string,
	columns: number,
	tone: Tone = "plain",
): Line[] {
	return paragraph({ ...mark, text: `${mark.text} ` }, text, columns, tone);
}

function wrapRow(text: string, columns: number): string[] {
	const rows: string[] = [];
	let row = "";
	let width = 0;
	for (const word of text.split(/(?<= )/)) {
		const wordWidth = stringWidth(word.trimEnd());
		if (width > 0 && width + wordWidth > columns) {
			rows.push(row.trimEnd());
			row = "";
			width = 0;
		}
		for (const { segment } of graphemesOf(word)) {
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
