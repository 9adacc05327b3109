import { scroll } from "../../ui/scroll.ts";

/** How far down the summary is. */
export type ReviewState = { top: number };

/** What can happen to it. */
export type ReviewVerb = { kind: "scrolled"; by: number };

/** From its beginning. */
export const newReview: ReviewState = { top: 0 };

/** @param furthest as far down as there is something to see */
export function reduceReview(
	state: ReviewState,
	verb: ReviewVerb,
	furthest: number,
): ReviewState {
	return { top: scroll(state.top, verb.by, furthest) };
}
