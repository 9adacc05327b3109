import { outcomes, type Reason } from "../outcome/outcome.ts";
import type { RequestEvent } from "../request/events.ts";
import type { SettlementState, Transition } from "./state.ts";
import {
	currentOutcome,
	finish,
	retryCall,
	scheduleCall,
} from "./transitions.ts";

/** A call without a token was not made: it goes once there is one. One just had that is gone already is as good as none. */
export function onNoToken(state: SettlementState, now: number): Transition {
	const { command, calls_made } = state;
	if (!("timeout_ms" in command)) return { state, command };
	const unmade = { ...state, calls_made: calls_made - 1 };
	if (state.fresh_token) return finishUnauthenticated(unmade, null, now);
	return scheduleCall(
		{ ...unmade, after_refresh: command.kind },
		"refresh_token",
		now,
		now,
	);
}

export function onRefresh(
	state: SettlementState,
	event: RequestEvent,
	now: number,
	random: number,
): Transition {
	switch (event.kind) {
		case "refreshed":
			return scheduleCall(
				{ ...state, fresh_token: true, consecutive_failures: 0 },
				state.after_refresh,
				now,
				now,
			);
		case "refresh_refused":
			return finishUnauthenticated(state, event.reason ?? null, now);
		default:
			return retryCall(
				{ ...state, last_failure: "unavailable" },
				"refresh_token",
				0,
				now,
				random,
			);
	}
}

/** No token to be had is final; in doubt it leaves the submission unsettled. */
export function finishUnauthenticated(
	state: SettlementState,
	reason: Reason,
	now: number,
): Transition {
	if (state.in_doubt) return finish(state, currentOutcome(state, now));
	return finish(state, outcomes.refused("unauthenticated", reason));
}
