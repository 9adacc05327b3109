import { type ScrollAction, scroll } from "../../ui/scroll.ts";
import { reduceWord, type WordAction } from "../../ui/typed-word.ts";

/** The scroll offset of the summary, and what is typed of the word that sends. */
export type ReviewState = { top: number; typed: string };

export type ReviewScreenAction = ScrollAction | WordAction;

/** Scrolled to the start. */
export const newReview: ReviewState = { top: 0, typed: "" };

/** @param max the largest scroll offset */
export function reduceReview(
	state: ReviewState,
	action: ReviewScreenAction,
	max: number,
): ReviewState {
	return action.kind === "scrolled"
		? { ...state, top: scroll(state.top, action.by, max) }
		: { ...state, typed: reduceWord(state.typed, action) };
}
