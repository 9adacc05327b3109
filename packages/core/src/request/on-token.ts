import { outcomes } from "../outcome/outcome.ts";
import { causeOf, isPermanent } from "./cause-of.ts";
import type { RequestEvent } from "./events.ts";
import type { RequestState, RequestTransition } from "./state.ts";
import { deferred, fail, retryRequest, startRequest } from "./transitions.ts";

/** No token is available: refresh, then retry. If the token we just got has already expired, give up. */
export function onNoToken(state: RequestState, now: number): RequestTransition {
	const { command, calls_made, fresh_token } = state;
	if (!("timeout_ms" in command)) return { state, command };
	if (fresh_token)
		return fail(state, outcomes.refused("unauthenticated", null));
	return startRequest(
		{ ...state, calls_made: calls_made - 1 },
		"refresh_token",
		now,
	);
}

/** The refresh ended: retries the request with the new token, retries the refresh, or fails. */
export function onRefresh(
	state: RequestState,
	event: RequestEvent,
	now: number,
	random: number,
): RequestTransition {
	switch (event.kind) {
		case "refreshed":
			return startRequest(
				{ ...state, fresh_token: true, consecutive_failures: 0 },
				"request",
				now,
			);
		case "refresh_refused":
			return fail(
				state,
				outcomes.refused("unauthenticated", event.reason ?? null),
			);
		default: {
			const failed: RequestState = {
				...state,
				last_failure: isPermanent(event) ? "unreachable" : "unavailable",
				last_cause: causeOf(event),
			};
			return isPermanent(event)
				? fail(failed, deferred(failed, now))
				: retryRequest(failed, "refresh_token", now, random);
		}
	}
}
