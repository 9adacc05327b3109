import type { Attempt, Submission } from "@signoff/core";
import type { RespondActivity } from "@signoff/sdk";
import { scroll } from "../../ui/scroll.ts";

/** A submission in progress. `now` is in Unix milliseconds. */
export type SendingState = {
	submission: Submission;
	now: number;
	/** When the current activity began, in Unix milliseconds. */
	since: number;
	attempts: Attempt[];
	/** The current request or wait; `null` before the first. */
	activity: RespondActivity | null;
	top: number;
};

export type SendingScreenAction =
	| { kind: "progressed"; attempts: Attempt[]; activity: RespondActivity }
	| { kind: "ticked"; now: number }
	| { kind: "scrolled"; by: number };

/** A submission before its first request. */
export function newSending(start: {
	submission: Submission;
	now: number;
}): SendingState {
	return { ...start, since: start.now, attempts: [], activity: null, top: 0 };
}

/** @param max the largest scroll offset */
export function reduceSending(
	state: SendingState,
	action: SendingScreenAction,
	max: number,
): SendingState {
	switch (action.kind) {
		case "progressed":
			// Scrolls to the end, to show the latest request.
			return {
				...state,
				attempts: action.attempts,
				activity: action.activity,
				since: isSameCall(state.activity, action.activity)
					? state.since
					: state.now,
				top: Number.MAX_SAFE_INTEGER,
			};
		case "ticked":
			return { ...state, now: Math.max(state.now, action.now) };
		case "scrolled":
			return { ...state, top: scroll(state.top, action.by, max) };
	}
}

function isSameCall(
	before: RespondActivity | null,
	after: RespondActivity,
): boolean {
	return (
		before?.kind === "calling" &&
		after.kind === "calling" &&
		before.call === after.call
	);
}
