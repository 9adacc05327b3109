import type { Hint } from "./keymap.ts";
import type { Line } from "./styled-text.ts";

/** How large the terminal is, in columns and rows. */
export type Size = { columns: number; rows: number };

/** What a screen shows: the frame draws it. */
export type Page = {
	title: string;
	/** At the right of the title. */
	aside?: string;
	/** As many lines as there is room for, or fewer. */
	body: Line[];
	hints: Hint[];
	/** Whether there is more above and below what is shown. */
	more?: More;
	/** Where the text cursor is, in the body. */
	cursor?: { row: number; column: number };
};

/** What a window on a longer text leaves out. */
export type More = { above: boolean; below: boolean };

/** The room that the frame leaves a screen. */
export function roomOf({ columns, rows }: Size): Size {
	return { columns: Math.max(1, columns), rows: Math.max(1, rows - 4) };
}

/** As far down as scrolling goes. */
export function furthest(lines: Line[], rows: number): number {
	return Math.max(0, lines.length - rows);
}

/** The part of a long text that is on the screen. */
export function scrolled(
	lines: Line[],
	top: number,
	{ rows }: Size,
): { body: Line[]; more: More } {
	const from = Math.min(top, furthest(lines, rows));
	return {
		body: lines.slice(from, from + rows),
		more: { above: from > 0, below: from + rows < lines.length },
	};
}
