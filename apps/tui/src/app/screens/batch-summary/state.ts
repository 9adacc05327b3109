import { type ScrollAction, scroll } from "../../ui/scroll.ts";
import { reduceWord, type WordAction } from "../../ui/typed-word.ts";

/** The scroll offset of the summary, and what is typed of the word that sends. */
export type BatchSummaryState = { top: number; typed: string };

export type BatchSummaryAction = ScrollAction | WordAction;

/** Scrolled to the start. */
export const newBatchSummary: BatchSummaryState = { top: 0, typed: "" };

/** @param max the largest scroll offset */
export function reduceBatchSummary(
	state: BatchSummaryState,
	action: BatchSummaryAction,
	max: number,
): BatchSummaryState {
	return action.kind === "scrolled"
		? { ...state, top: scroll(state.top, action.by, max) }
		: { ...state, typed: reduceWord(state.typed, action) };
}
