import { type ScrollAction, scroll } from "./scroll.ts";
import { reduceWord, type WordAction } from "./typed-word.ts";

/** A screen that shows what is sent: its scroll offset, and what is typed of the word that sends. */
export type SendSummaryState = { top: number; typed: string };

export type SendSummaryAction = ScrollAction | WordAction;

/** Scrolled to the start. */
export const newSendSummary: SendSummaryState = { top: 0, typed: "" };

/** @param max the largest scroll offset */
export function reduceSendSummary(
	state: SendSummaryState,
	action: SendSummaryAction,
	max: number,
): SendSummaryState {
	return action.kind === "scrolled"
		? { ...state, top: scroll(state.top, action.by, max) }
		: { ...state, typed: reduceWord(state.typed, action) };
}
