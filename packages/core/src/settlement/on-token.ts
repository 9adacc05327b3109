import { outcomes, type Reason } from "../outcome/outcome.ts";
import { isPermanent } from "../request/cause-of.ts";
import type { RequestEvent } from "../request/events.ts";
import type { SettlementState, Transition } from "./state.ts";
import {
	failedBecause,
	finish,
	finishWithCurrentOutcome,
	retryRequest,
	scheduleRequest,
} from "./transitions.ts";

/** No token is available: refresh, then retry. If the token we just got has already expired, give up. */
export function onNoToken(state: SettlementState, now: number): Transition {
	const { command, calls_made } = state;
	if (!("timeout_ms" in command)) return { state, command };
	const uncounted = { ...state, calls_made: calls_made - 1 };
	if (state.fresh_token || command.kind === "refresh_token")
		return finishUnauthenticated(uncounted, null, now);
	return scheduleRequest(
		{ ...uncounted, after_refresh: command.kind },
		"refresh_token",
		now,
		now,
	);
}

/** The refresh ended: makes the interrupted request, retries the refresh, or finishes. */
export function onRefresh(
	state: SettlementState,
	event: RequestEvent,
	now: number,
	random: number,
): Transition {
	switch (event.kind) {
		case "refreshed":
			return scheduleRequest(
				{ ...state, fresh_token: true, consecutive_failures: 0 },
				state.after_refresh,
				now,
				now,
			);
		case "refresh_refused":
			return finishUnauthenticated(state, event.reason ?? null, now);
		default: {
			if (isPermanent(event))
				return finishWithCurrentOutcome(
					failedBecause(state, "unreachable", event),
					now,
				);
			return retryRequest(
				failedBecause(state, "unavailable", event),
				"refresh_token",
				now,
				now,
				random,
			);
		}
	}
}

/** No token can be obtained: finishes with `unauthenticated`, in doubt with `uncertain`. */
export function finishUnauthenticated(
	state: SettlementState,
	reason: Reason,
	now: number,
): Transition {
	if (state.in_doubt) return finishWithCurrentOutcome(state, now);
	return finish(state, outcomes.refused("unauthenticated", reason));
}
