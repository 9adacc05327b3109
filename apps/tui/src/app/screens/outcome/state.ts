import type { Outcome, Submission } from "@signoff/core";
import { type ScrollAction, scroll } from "../../ui/scroll.ts";

/** A submission and its outcome. `entryId`: its entry in the outbox; `null` if it never was there. */
export type OutcomeState = {
	entryId: string | null;
	submission: Submission;
	outcome: Outcome;
	top: number;
};

/** An outcome, scrolled to the start. */
export function newOutcome(start: {
	entryId: string | null;
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
