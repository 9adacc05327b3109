import type { ResponseOption } from "@signoff/core";
import { itemName, type WaitingStep } from "../../../model/waiting-step.ts";
import type { ScreenContent } from "../../model/screen.ts";
import { optionMark } from "../../ui/option-mark.ts";
import type { Size } from "../../ui/page.ts";
import { blank, type Line, line, span } from "../../ui/styled-text.ts";
import type { CommentState } from "../../ui/text-field.ts";
import { layoutComment } from "../../ui/text-field-layout.ts";
import type { AppTheme } from "../../ui/theme.ts";
import { commentLength, commentPrompt } from "./copy.ts";

/** Everything that this screen reads. */
export type CommentScene = {
	waitingStep: WaitingStep;
	option: { selected: ResponseOption };
	comment: CommentState;
};

const headRows = 3;

/** Shows the comment as it is typed; the terminal's own cursor is the caret. */
export function commentContent(
	{ waitingStep, option: { selected }, comment }: CommentScene,
	body: Size,
	theme: AppTheme,
): ScreenContent {
	const { rows, position } = layoutComment(comment, body.columns);
	const height = Math.max(1, body.rows - headRows);
	const from = Math.max(0, position.row - height + 1);
	const head =
		comment.text === ""
			? commentPrompt
			: commentLength([...comment.text].length);
	return {
		title: "Comment",
		aside: itemName(waitingStep),
		body: [
			line(optionMark(selected, theme), span(` ${selected.name}`, "strong")),
			blank,
			comment.problem === undefined
				? line(span(head, "faint"))
				: line(span(`! ${comment.problem}`, "warning")),
			...rows
				.slice(from, from + height)
				.map((row): Line => ({ spans: [{ text: row, tone: "plain" }] })),
		],
		cursor: { row: headRows + position.row - from, column: position.column },
	};
}
