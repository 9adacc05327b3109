import type { Outcome, Submission } from "@signoff/core";
import { scroll } from "../../ui/scroll.ts";

/** What a submission came to. */
export type OutcomeState = {
	submission: Submission;
	outcome: Outcome;
	top: number;
};

/** What can happen to its screen. */
export type OutcomeVerb = { kind: "scrolled"; by: number };

/** @param furthest as far down as there is something to see */
export function reduceOutcome(
	state: OutcomeState,
	verb: OutcomeVerb,
	furthest: number,
): OutcomeState {
	return { ...state, top: scroll(state.top, verb.by, furthest) };
}
