import type { ResponseOption } from "@signoff/core";
import { sanitize } from "@signoff/core/validation";
import stringWidth from "string-width";
import {
	type WaitingStep as Asked,
	itemOf,
} from "../../../model/waiting-step.ts";
import { hintsOf } from "../../ui/keymap.ts";
import type { Page, Size } from "../../ui/page.ts";
import { blank, type Line, line, span } from "../../ui/styled-text.ts";
import type { AppTheme } from "../../ui/theme.ts";
import { optionMark } from "../step/theme.ts";
import { commentTheme } from "./copy.ts";
import { commentKeys } from "./keys.ts";
import type { CommentState } from "./state.ts";

const above = 3;

/** The comment as it is being written; the terminal's own cursor is the caret. */
export function commentPage(
	asked: Asked,
	option: ResponseOption,
	{ text, at }: CommentState,
	room: Size,
	theme: AppTheme,
): Page {
	const { rows, caret } = laidOut(text, at, room.columns);
	const height = Math.max(1, room.rows - above);
	const from = Math.max(0, caret.row - height + 1);
	return {
		title: "Comment",
		aside: itemOf(asked),
		body: [
			line(optionMark(option, theme), span(` ${option.name}`, "strong")),
			blank,
			line(
				span(
					text === ""
						? commentTheme.question
						: `${commentTheme.going} ${[...text].length} characters`,
					"faint",
				),
			),
			...rows
				.slice(from, from + height)
				.map((row): Line => ({ spans: [{ text: row, tone: "plain" }] })),
		],
		hints: hintsOf(commentKeys),
		cursor: { row: above + caret.row - from, column: caret.column },
	};
}

const graphemes = new Intl.Segmenter();

type Caret = { row: number; column: number };

/** Breaks a text into rows, character by character, so that the caret's place is exact. */
function laidOut(
	text: string,
	at: number,
	columns: number,
): { rows: string[]; caret: Caret } {
	const rows = [""];
	let width = 0;
	let caret: Caret | null = null;
	for (const { segment, index } of graphemes.segment(text)) {
		if (index >= at) caret ??= { row: rows.length - 1, column: width };
		if (segment === "\n" || segment === "\r\n") {
			rows.push("");
			width = 0;
			continue;
		}
		const shown = sanitize(segment);
		const wide = stringWidth(shown);
		if (width + wide > columns - 1) {
			if (caret !== null && index === at)
				caret = { row: rows.length, column: 0 };
			rows.push("");
			width = 0;
		}
		rows.push((rows.pop() ?? "") + shown);
		width += wide;
	}
	return { rows, caret: caret ?? { row: rows.length - 1, column: width } };
}
