import { maxMoment } from "../outcome/moment.ts";
import type { ThrottledEvent } from "./events.ts";
import type { RequestState, RequestTransition } from "./state.ts";
import { command, deferred, fail, startRequest } from "./transitions.ts";

/** The rate limiter held the request back, so it does not count: schedules it, not before the server allows it. */
export function onThrottled(
	before: RequestState,
	event: ThrottledEvent,
	now: number,
): RequestTransition {
	const { command: heldBack } = before;
	const until = Math.min(maxMoment, Math.max(event.until, before.not_before));
	if (heldBack.kind === "finish") return { state: before, command: heldBack };
	const uncounted =
		heldBack.kind === "sleep"
			? before
			: { ...before, next: heldBack.kind, calls_made: before.calls_made - 1 };
	if (until <= now) return startRequest(uncounted, uncounted.next, now);
	// A token that is fresh now may have expired by then.
	const state: RequestState = {
		...uncounted,
		...(!event.awaits_response && {
			last_failure: "rate_limited",
			last_cause: null,
		}),
		fresh_token: false,
	};
	return until < state.deadline_at
		? command(state, { kind: "sleep", until })
		: fail(state, deferred(state, now, until));
}
