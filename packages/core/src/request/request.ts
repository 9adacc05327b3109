import type { RequestEvent } from "./events.ts";
import { onRequestEnded } from "./on-http-response.ts";
import { onThrottled } from "./on-throttled.ts";
import { onNoToken, onRefresh } from "./on-token.ts";
import { type PolicyOptions, resolvePolicy } from "./policy.ts";
import type { RequestRule, RequestState, RequestTransition } from "./state.ts";
import { startRequest } from "./transitions.ts";

/** Begins a request. Of the policy, only `deadlineMs`, `attemptTimeoutMs` and `maxCalls` apply. */
export function beginRequest(
	rule: RequestRule,
	policy: PolicyOptions,
	now: number,
): RequestTransition {
	const resolved = resolvePolicy(policy);
	const state: RequestState = {
		rule,
		policy: resolved,
		deadline_at: now + resolved.deadlineMs,
		not_before: 0,
		command: { kind: "sleep", until: now },
		next: "request",
		calls_made: 0,
		consecutive_failures: 0,
		fresh_token: false,
		last_failure: "unreachable",
		last_cause: null,
		foreign_answers: 0,
	};
	return startRequest(state, "request", now);
}

/**
 * Applies the result of a command and returns the next command (contract §4: 408, 429 and 5xx are retried).
 *
 * @param random between 0 and 1, for jitter
 */
export function advanceRequest(
	state: RequestState,
	event: RequestEvent,
	now: number,
	random: number,
): RequestTransition {
	const { command } = state;
	if (event.kind === "throttled") return onThrottled(state, event, now);
	if (event.kind === "no_token") return onNoToken(state, now);
	switch (command.kind) {
		case "finish":
			return { state, command };
		case "sleep":
			return now < command.until
				? { state, command }
				: startRequest(state, state.next, now);
		case "refresh_token":
			return onRefresh(state, event, now, random);
		case "request":
			return onRequestEnded(state, event, now, random);
	}
}
