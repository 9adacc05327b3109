import type { ThrottledEvent } from "../request/events.ts";
import type { SettlementState, Transition } from "./state.ts";
import { scheduleRequest } from "./transitions.ts";

/**
 * The rate limiter held the request back, so it does not count: schedules it for `until` with its full time limit. Why
 * an earlier request failed stays known unless a limit is reached.
 */
export function onThrottled(
	state: SettlementState,
	{ until, awaits_response }: ThrottledEvent,
	now: number,
): Transition {
	const { command, next, calls_made } = state;
	if (command.kind === "finish") return { state, command };
	// A wait that the server named is not shortened.
	const at = Math.max(until, state.not_before);
	const isLimited = at > now && !awaits_response;
	// A token that is fresh now may have expired by then.
	const heldBack: SettlementState = {
		...state,
		...(isLimited && { last_failure: "rate_limited", last_cause: null }),
		fresh_token: false,
	};
	return command.kind === "sleep"
		? scheduleRequest(heldBack, next, at, now)
		: scheduleRequest(
				{ ...heldBack, calls_made: calls_made - 1 },
				command.kind,
				at,
				now,
			);
}
