import { basename } from "node:path";
import type { ResponseOption } from "@signoff/core";
import { itemName, type WaitingStep } from "../../../model/waiting-step.ts";
import {
	type Attached,
	fileNote,
	type KnownFiles,
	uploadedText,
} from "../../model/attached.ts";
import type { ScreenContent } from "../../model/screen.ts";
import { optionMark } from "../../ui/option-mark.ts";
import type { Size } from "../../ui/page.ts";
import { blank, cutLine, type Line, line, span } from "../../ui/styled-text.ts";
import type { TextFieldState } from "../../ui/text-field.ts";
import { layoutComment } from "../../ui/text-field-layout.ts";
import type { AppTheme } from "../../ui/theme.ts";
import { commentLength, commentPrompt } from "./copy.ts";

/** Everything that this screen reads. */
export type CommentScene = {
	waitingStep: WaitingStep;
	option: { selected: ResponseOption };
	comment: TextFieldState;
	attached: Attached;
	knownFiles: KnownFiles;
};

const headRows = 3;

/** Shows the comment as it is typed; the terminal's own cursor is the caret. */
export function commentContent(
	{ waitingStep, option, comment, attached, knownFiles }: CommentScene,
	body: Size,
	theme: AppTheme,
): ScreenContent {
	const { selected } = option;
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
			filesLine(attached, knownFiles, body, theme),
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

/** The files of the answer, as many as fit. */
function filesLine(
	attached: Attached,
	known: KnownFiles,
	{ columns }: Size,
	{ ellipsis }: AppTheme,
): Line {
	const uploaded = uploadedText(attached);
	const names = [
		...attached.files.map((path) => {
			const note = fileNote(path, known);
			return note === "" ? basename(path) : `${basename(path)} (${note})`;
		}),
		...(uploaded === null ? [] : [uploaded]),
	];
	return names.length === 0
		? blank
		: cutLine(
				line(span("Files: ", "faint"), names.join(", ")),
				columns,
				ellipsis,
			);
}
