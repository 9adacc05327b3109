import type { Batch } from "../../model/batch.ts";
import type { ScreenContent } from "../../model/screen.ts";
import { batchItemLines } from "../../ui/batch-items.ts";
import { optionLines } from "../../ui/option-lines.ts";
import { type Size, scrolled } from "../../ui/page.ts";
import { blank, type Line, line, span } from "../../ui/styled-text.ts";
import type { AppTheme } from "../../ui/theme.ts";
import { paragraph } from "../../ui/wrap.ts";
import type { BatchOptionState } from "./state.ts";

/** Everything that this screen reads. `now` is in Unix milliseconds. */
export type BatchOptionScene = {
	batch: Batch;
	batch_option: BatchOptionState;
	now: number;
};

/** Shown if the steps share no option. */
const nothingShared =
	"These steps share no answer. Go back, and mark steps of one kind.";

/** Rows that the options leave for the list, with the line above it. */
const minListRows = 5;

/** The rows below the options: those of the list. */
export function listRows(scene: BatchOptionScene, body: Size): number {
	return Math.max(1, body.rows - headLines(scene, body, null).length);
}

/** Lists the answers that all steps offer, and the steps. */
export function batchOptionContent(
	scene: BatchOptionScene,
	body: Size,
	theme: AppTheme,
): ScreenContent {
	const { batch, batch_option, now } = scene;
	const { items } = batch;
	const head = headLines(scene, body, theme);
	const rows = Math.max(1, body.rows - head.length);
	const list = scrolled(
		batchItemLines(batch, body.columns, theme, now),
		batch_option.top,
		{ ...body, rows },
	);
	return {
		title: `Answer ${items.length} ${items.length === 1 ? "step" : "steps"}`,
		body: [...head, ...list.body],
		more: list.more,
	};
}

/** The answers, and a line below them. @param theme `null` only to count the lines */
function headLines(
	{ batch, batch_option }: BatchOptionScene,
	body: Size,
	theme: AppTheme | null,
): Line[] {
	const { offered, selected } = batch_option;
	const height = Math.max(1, body.rows - minListRows);
	const shown = Math.min(offered.length, height);
	const index = selected === null ? null : offered.indexOf(selected);
	const options =
		theme === null
			? Array<Line>(shown).fill(blank)
			: optionLines(offered, index, height, theme);
	const { leftOut } = batch;
	return [
		...(offered.length === 0
			? paragraph(span(""), nothingShared, body.columns, "warning")
			: options),
		...(leftOut === 0
			? []
			: paragraph(span(""), leftOutText(leftOut), body.columns, "warning")),
		theme?.screenReader === true ? line("The steps:") : blank,
	];
}

function leftOutText(count: number): string {
	return count === 1
		? "1 marked step is left out: its earlier answer is not settled, or not seen."
		: `${count} marked steps are left out: their earlier answers are not settled, or not seen.`;
}
