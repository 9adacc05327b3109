import { outcomes, type Reason } from "../outcome/outcome.ts";
import type { SettleEvent } from "../request/events.ts";
import type { SettleState, Step } from "./state.ts";
import { again, callAt, finish, knownSoFar } from "./transitions.ts";

/** A call without a token was not made: it goes once there is one. One just had that is gone already is as good as none. */
export function onTokenless(state: SettleState, now: number): Step {
	const { command, calls } = state;
	if (!("timeout_ms" in command)) return { state, command };
	const unmade = { ...state, calls: calls - 1 };
	if (state.fresh_token) return denied(unmade, null, now);
	return callAt(
		{ ...unmade, after_refresh: command.kind },
		"refresh_token",
		now,
		now,
	);
}

export function onRefresh(
	state: SettleState,
	event: SettleEvent,
	now: number,
	random: number,
): Step {
	switch (event.kind) {
		case "refreshed":
			return callAt(
				{ ...state, fresh_token: true, failures: 0 },
				state.after_refresh,
				now,
				now,
			);
		case "refresh_refused":
			return denied(state, event.reason ?? null, now);
		default:
			return again(
				{ ...state, trouble: "unavailable" },
				"refresh_token",
				0,
				now,
				random,
			);
	}
}

/** No token to be had is final; in doubt it leaves the submission unsettled. */
export function denied(state: SettleState, reason: Reason, now: number): Step {
	if (state.in_doubt) return finish(state, knownSoFar(state, now));
	return finish(state, outcomes.refused("unauthenticated", reason));
}
