import { sanitize } from "@signoff/core/validation";
import stringWidth from "string-width";
import { truncate } from "../../terminal/table.ts";

/** The role of a piece of text; the frame maps it to a style. */
export type Tone = "plain" | "strong" | "faint" | "good" | "warning" | "bad";

/** A piece of text on one line. */
export type Span = {
	/** Sanitized: no control characters, escape sequences or bidirectional overrides. */
	text: string;
	tone: Tone;
	/** The URL that the text links to, if the terminal supports links. */
	link?: string;
	/** Bold in addition to its tone. */
	bold?: boolean;
};

/** One line of a screen. */
export type Line = { spans: Span[]; selected?: boolean };

/** An empty line. */
export const blank: Line = { spans: [] };

/** A piece of text, sanitized. */
export function span(text: string, tone: Tone = "plain"): Span {
	return { text: sanitize(text), tone };
}

/** A line of spans; a string becomes a plain span. */
export function line(...spans: (Span | string)[]): Line {
	return {
		spans: spans.map((part) => (typeof part === "string" ? span(part) : part)),
	};
}

/** The width of a line in columns. */
export function lineWidth({ spans }: Line): number {
	return spans.reduce((total, { text }) => total + stringWidth(text), 0);
}

/** A line cut to a number of columns. A cut line ends with the ellipsis. */
export function cutLine(whole: Line, columns: number, ellipsis: string): Line {
	if (lineWidth(whole) <= columns) return whole;
	const spans: Span[] = [];
	let left = Math.max(0, columns - stringWidth(ellipsis));
	for (const part of whole.spans) {
		const width = stringWidth(part.text);
		if (width > left) {
			spans.push({ ...part, text: truncate(part.text, left, "") + ellipsis });
			break;
		}
		spans.push(part);
		left -= width;
	}
	return { ...whole, spans };
}
