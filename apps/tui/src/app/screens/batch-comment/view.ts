import {
	itemName,
	projectName,
	stepName,
} from "../../../model/waiting-step.ts";
import type { Batch } from "../../model/batch.ts";
import type { ScreenContent } from "../../model/screen.ts";
import type { SharedOption } from "../../model/shared-options.ts";
import { optionMark } from "../../ui/option-mark.ts";
import type { Size } from "../../ui/page.ts";
import { type Line, line, span } from "../../ui/styled-text.ts";
import { layoutComment } from "../../ui/text-field-layout.ts";
import type { AppTheme } from "../../ui/theme.ts";
import { type BatchCommentState, shownField } from "./state.ts";

/** Everything that this screen reads. */
export type BatchCommentScene = {
	batch: Batch;
	batch_option: { selected: SharedOption | null };
	batch_comment: BatchCommentState;
};

const headRows = 3;

/** Shows the comment as it is typed; the terminal's own cursor is the caret. */
export function batchCommentContent(
	scene: BatchCommentScene,
	body: Size,
	theme: AppTheme,
): ScreenContent {
	const { batch, batch_option, batch_comment } = scene;
	const { selected } = batch_option;
	const field = shownField(batch_comment);
	const { rows, position } = layoutComment(field, body.columns);
	const height = Math.max(1, body.rows - headRows);
	const from = Math.max(0, position.row - height + 1);
	const { length } = batch.items;
	return {
		title: "Comment",
		aside:
			batch_comment.mode === "one"
				? `${length} answers`
				: `${batch_comment.index + 1} of ${length}`,
		body: [
			selected === null
				? line("")
				: line(
						optionMark(selected, theme),
						span(` ${selected.name}`, "strong"),
					),
			line(span(subject(scene), "plain")),
			field.problem === undefined
				? line(span(prompt(batch_comment, length), "faint"))
				: line(span(`! ${field.problem}`, "warning")),
			...rows
				.slice(from, from + height)
				.map((row): Line => ({ spans: [{ text: row, tone: "plain" }] })),
		],
		cursor: { row: headRows + position.row - from, column: position.column },
	};
}

/** What the comment is for. */
function subject({ batch, batch_comment }: BatchCommentScene): string {
	const { mode, index } = batch_comment;
	const item = batch.items[index];
	if (mode === "one" || item === undefined)
		return `For all ${batch.items.length} answers`;
	const { waitingStep } = item;
	return [
		stepName(waitingStep),
		itemName(waitingStep),
		projectName(waitingStep) ?? "the company",
	].join(", ");
}

function prompt(state: BatchCommentState, count: number): string {
	const { text } = shownField(state);
	if (text !== "")
		return `${state.mode === "one" ? "One comment for all" : "Its comment"}: ${[...text].length} characters`;
	return state.mode === "one"
		? "One comment for all, if you like. Enter goes on without one."
		: `A comment for this step, if you like. Step ${state.index + 1} of ${count}.`;
}
