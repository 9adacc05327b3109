import { type Outcome, outcomes } from "../outcome/outcome.ts";
import { backoffMs } from "./backoff.ts";
import type {
	RequestCommand,
	RequestResult,
	RequestState,
	RequestTransition,
} from "./state.ts";

/** The least time from now to `retry_at` of an outcome. */
export const minRetryDelayMs = 1_000;

/** The outcome if the caller aborts now: `uncertain` if a request that may not be repeated is in flight. */
export function requestOutcomeIfAborted(
	{ command, rule, last_failure }: RequestState,
	now: number,
): Outcome {
	if (command.kind === "finish" && command.result.kind === "failed")
		return command.result.outcome;
	const mayBeDone = command.kind === "request" && !rule.idempotent;
	return mayBeDone
		? outcomes.uncertain(now + minRetryDelayMs)
		: outcomes.deferred(last_failure, now + minRetryDelayMs);
}

/** Schedules a retry after the backoff or the server's delay, whichever is longer; fails if the limits are reached. */
export function retryRequest(
	before: RequestState,
	next: RequestState["next"],
	serverDelayMs: number,
	now: number,
	random: number,
): RequestTransition {
	const at =
		now +
		Math.max(serverDelayMs, backoffMs(before.consecutive_failures, random));
	const state = {
		...before,
		next,
		consecutive_failures: before.consecutive_failures + 1,
	};
	if (at >= state.deadline_at || state.calls_made >= state.policy.maxCalls)
		return fail(
			state,
			outcomes.deferred(
				state.last_failure,
				Math.max(at, now + minRetryDelayMs),
			),
		);
	return command(state, { kind: "sleep", until: at });
}

/** Starts a request or refresh; fails if no time or request is left. */
export function startRequest(
	state: RequestState,
	kind: RequestState["next"],
	now: number,
): RequestTransition {
	const remainingMs = state.deadline_at - now;
	if (remainingMs <= 0 || state.calls_made >= state.policy.maxCalls)
		return fail(state, requestOutcomeIfAborted(state, now));
	const timeout_ms = Math.min(state.policy.attemptTimeoutMs, remainingMs);
	return command(
		{ ...state, calls_made: state.calls_made + 1 },
		{ kind, timeout_ms },
	);
}

export function fail(state: RequestState, outcome: Outcome): RequestTransition {
	return finish(state, { kind: "failed", outcome });
}

export function finish(
	state: RequestState,
	result: RequestResult,
): RequestTransition {
	return command(state, { kind: "finish", result });
}

export function command(
	state: RequestState,
	command: RequestCommand,
): RequestTransition {
	return { state: { ...state, command }, command };
}
