import type { Outcome, Submission } from "@signoff/core";
import { type ScrollAction, scroll } from "../../ui/scroll.ts";

/** A submission and its outcome. */
export type OutcomeState = {
	submission: Submission;
	outcome: Outcome;
	top: number;
};

/** An outcome, scrolled to the start. */
export function newOutcome(start: {
	submission: Submission;
	outcome: Outcome;
}): OutcomeState {
	return { ...start, top: 0 };
}

/** @param max the largest scroll offset */
export function reduceOutcome(
	state: OutcomeState,
	action: ScrollAction,
	max: number,
): OutcomeState {
	return { ...state, top: scroll(state.top, action.by, max) };
}
