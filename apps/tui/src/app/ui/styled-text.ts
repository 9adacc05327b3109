import { sanitize } from "@signoff/core/validation";
import stringWidth from "string-width";
import { truncate } from "../../terminal/table.ts";

/** How a piece of text is meant; the theme says how that looks. */
export type Tone = "plain" | "strong" | "faint" | "good" | "warning" | "bad";

/** A piece of text on one line. */
export type Span = {
	/** Harmless: nothing in it but letters. */
	text: string;
	tone: Tone;
	/** Where the text leads, for terminals that can follow it. */
	link?: string;
};

/** One line of a screen. */
export type Line = { spans: Span[]; selected?: boolean };

/** An empty line. */
export const blank: Line = { spans: [] };

/** A piece of text; what came from outside becomes harmless in it. */
export function span(text: string, tone: Tone = "plain"): Span {
	return { text: sanitize(text), tone };
}

/** A line of pieces. */
export function line(...spans: (Span | string)[]): Line {
	return {
		spans: spans.map((each) => (typeof each === "string" ? span(each) : each)),
	};
}

/** How many columns a line takes. */
function lineWidth({ spans }: Line): number {
	return spans.reduce((total, { text }) => total + stringWidth(text), 0);
}

/** A line that takes no more than so many columns. */
export function cutLine(whole: Line, columns: number, ellipsis: string): Line {
	if (lineWidth(whole) <= columns) return whole;
	const spans: Span[] = [];
	let left = Math.max(0, columns - stringWidth(ellipsis));
	for (const each of whole.spans) {
		const width = stringWidth(each.text);
		if (width > left) {
			spans.push({ ...each, text: truncate(each.text, left, "") + ellipsis });
			break;
		}
		spans.push(each);
		left -= width;
	}
	return { ...whole, spans };
}
