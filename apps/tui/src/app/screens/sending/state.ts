import type { Attempt, Submission } from "@signoff/core";
import type { RespondActivity } from "@signoff/sdk";
import { scroll } from "../../ui/scroll.ts";

/** A submission under way. Times are Unix milliseconds. */
export type SentState = {
	submission: Submission;
	since: number;
	now: number;
	attempts: Attempt[];
	/** What is being done; `null` before the first word. */
	doing: RespondActivity | null;
	top: number;
};

/** What can happen to it. */
export type SentVerb =
	| { kind: "progressed"; attempts: Attempt[]; doing: RespondActivity }
	| { kind: "ticked"; now: number }
	| { kind: "scrolled"; by: number };

/** As it is sent. */
export function justSent(submission: Submission, now: number): SentState {
	return { submission, since: now, now, attempts: [], doing: null, top: 0 };
}

/** @param furthest as far down as there is something to see */
export function reduceSent(
	state: SentState,
	verb: SentVerb,
	furthest: number,
): SentState {
	switch (verb.kind) {
		case "progressed":
			// The newest is what matters: it is kept in view.
			return {
				...state,
				attempts: verb.attempts,
				doing: verb.doing,
				top: Number.MAX_SAFE_INTEGER,
			};
		case "ticked":
			return { ...state, now: Math.max(state.now, verb.now) };
		case "scrolled":
			return { ...state, top: scroll(state.top, verb.by, furthest) };
	}
}
