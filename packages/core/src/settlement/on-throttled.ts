import type { SettlementState, Transition } from "./state.ts";
import { scheduleCall } from "./transitions.ts";

/** A call that was not let go was not made: it goes later, with its time counted from then. */
export function onThrottled(
	state: SettlementState,
	until: number,
	now: number,
): Transition {
	const { command, next, calls_made, last_failure } = state;
	if (command.kind === "finish") return { state, command };
	const late = until > now;
	// What is a fresh token now may have come to its end by then.
	const held: SettlementState = {
		...state,
		last_failure: late ? "rate_limited" : last_failure,
		fresh_token: false,
	};
	return command.kind === "sleep"
		? scheduleCall(held, next, until, now)
		: scheduleCall(
				{ ...held, calls_made: calls_made - 1 },
				command.kind,
				until,
				now,
			);
}
