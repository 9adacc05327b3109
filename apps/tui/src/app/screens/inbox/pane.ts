import type { Me } from "@signoff/core";
import { stepName, type WaitingStep } from "../../../model/waiting-step.ts";
import { optionLines } from "../../ui/option-lines.ts";
import { maxScroll, type Size } from "../../ui/page.ts";
import { blank, type Line, line, span } from "../../ui/styled-text.ts";
import { type AppTheme, plainTheme } from "../../ui/theme.ts";
import { paragraph } from "../../ui/wrap.ts";
import { newStep, type StepHistory } from "../step/state.ts";
import { stepLines } from "../step/view.ts";
import type { InboxState } from "./state.ts";

/** From this width on, a pane shows the step under the cursor. */
const minPaneColumns = 100;

/** A linear dialogue has lines without an end. */
const maxPaneColumns = 2_000;

/** The least width of the list beside the pane. */
const minListColumns = 60;

/** Whether a terminal of this size shows the pane. */
export function hasPane({ columns }: Pick<Size, "columns">): boolean {
	return columns >= minPaneColumns && columns < maxPaneColumns;
}

/** The width of the list beside the pane. */
export function listColumns({ columns }: Pick<Size, "columns">): number {
	return Math.max(minListColumns, Math.floor(columns * 0.55));
}

/** What the pane needs. `now` is in Unix milliseconds. */
export type PaneScene = {
	inbox: InboxState;
	me: Me | null;
	target: { item_url: string | null };
	now: number;
};

/** The step under the cursor: what it is about, who answered what, comments, attachments, earlier steps. */
export function paneLines(
	{ inbox, ...scene }: PaneScene,
	columns: number,
	theme: AppTheme,
): Line[] {
	const row = inbox.filtered[inbox.cursor];
	if (row === undefined) return [];
	const history = inbox.histories.get(row.id) ?? notRead;
	const step = { ...newStep, history };
	const { waitingStep } = row;
	const options = waitingStep.step.available_response_options;
	return [
		...paragraph(span(""), stepName(waitingStep), columns, "strong"),
		...stepLines({ ...scene, waitingStep, step }, columns, theme, "Answers"),
		blank,
		line(span("Options", "strong")),
		...optionLines(options, null, options.length, theme),
	];
}

const notRead: StepHistory = { kind: "not_loaded" };

/** The largest scroll offset of the pane. */
export function maxPaneScroll(
	scene: PaneScene,
	size: Pick<Size, "columns">,
	rows: number,
): number {
	return maxScroll(
		paneLines(scene, size.columns - listColumns(size), plainTheme),
		rows,
	);
}

/** The most histories that are kept. */
const maxHistories = 100;

/** Keeps what was read of a step; the oldest ones are dropped. */
export function withHistory(
	state: InboxState,
	id: string,
	history: StepHistory,
): InboxState {
	const kept = [...state.histories].filter(([each]) => each !== id);
	const histories = new Map(kept.slice(-maxHistories + 1)).set(id, history);
	return { ...state, histories };
}

/** The step under the cursor if its history is not read. */
export function unreadStep(
	inbox: InboxState,
): { id: string; waitingStep: WaitingStep } | null {
	const row = inbox.filtered[inbox.cursor];
	return row === undefined || inbox.histories.has(row.id) ? null : row;
}
