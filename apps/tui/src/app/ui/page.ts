import type { Hint } from "./keymap.ts";
import type { Line, Tone } from "./styled-text.ts";

/** The size of the terminal, or of a part of it, in columns and rows. */
export type Size = { columns: number; rows: number };

/** What a screen shows; the frame draws it. */
export type ScreenPage = {
	title: string;
	/** Shown at the right end of the title line. */
	aside?: string;
	/** At most as many lines as the body has rows. */
	body: Line[];
	hints: Hint[];
	/** Whether the text continues above or below the body. */
	more?: More;
	/** Shown below the body on every screen. */
	notice?: PageNotice;
	/** The position of the text cursor in the body. */
	cursor?: { row: number; column: number };
};

/** A text of one line. */
export type PageNotice = { text: string; tone: Tone };

/** Whether a scrolled text continues above and below its visible part. */
export type More = { above: boolean; below: boolean };

/** The size of a page's body: the terminal without the frame. */
export function screenBodySize({ columns, rows }: Size): Size {
	return { columns: Math.max(1, columns), rows: Math.max(1, rows - 4) };
}

/** The largest scroll offset: the last line is then at the bottom of the body. */
export function maxScroll(lines: Line[], rows: number): number {
	return Math.max(0, lines.length - rows);
}

/** The visible part of a text that is longer than the body. */
export function scrolled(
	lines: Line[],
	top: number,
	{ rows }: Size,
): { body: Line[]; more: More } {
	const from = Math.min(top, maxScroll(lines, rows));
	return {
		body: lines.slice(from, from + rows),
		more: { above: from > 0, below: from + rows < lines.length },
	};
}
