import { type ScrollAction, scroll } from "../../ui/scroll.ts";

/** The scroll offset of the summary. */
export type ReviewState = { top: number };

/** Scrolled to the start. */
export const newReview: ReviewState = { top: 0 };

/** @param max the largest scroll offset */
export function reduceReview(
	state: ReviewState,
	action: ScrollAction,
	max: number,
): ReviewState {
	return { top: scroll(state.top, action.by, max) };
}
