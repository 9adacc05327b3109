import { maxMoment } from "../outcome/moment.ts";
import { type Outcome, outcomes } from "../outcome/outcome.ts";
import { backoffMs, minRetryDelayMs } from "./backoff.ts";
import { attemptLimit } from "./policy.ts";
import type {
	RequestCommand,
	RequestResult,
	RequestState,
	RequestTransition,
} from "./state.ts";

/** The outcome if the caller aborts now: `uncertain` if a request that may not be repeated is in flight. */
export function requestOutcomeIfAborted(
	state: RequestState,
	now: number,
): Outcome {
	const { command, rule } = state;
	if (command.kind === "finish" && command.result.kind === "failed")
		return command.result.outcome;
	const mayBeDone = command.kind === "request" && !rule.idempotent;
	return mayBeDone ? uncertain(state, now) : deferred(state, now);
}

/** Nothing was done. `retry_at` is not before `at`, nor before the server allows a request. */
export function deferred(
	{ last_failure, last_cause, not_before }: RequestState,
	now: number,
	at = 0,
): Outcome {
	const retryAt = Math.max(now + minRetryDelayMs, not_before, at);
	return outcomes.deferred(
		last_failure,
		Math.min(maxMoment, retryAt),
		last_cause,
	);
}

/** It may have been done. `retry_at` is not before the server allows a request. */
export function uncertain(
	{ last_cause, not_before }: RequestState,
	now: number,
): Outcome {
	const retryAt = Math.max(now + minRetryDelayMs, not_before);
	return outcomes.uncertain(retryAt, last_cause);
}

/** Schedules a retry after the backoff, and not before the server allows it; fails if the limits are reached. */
export function retryRequest(
	before: RequestState,
	next: RequestState["next"],
	now: number,
	random: number,
): RequestTransition {
	const at = Math.max(
		before.not_before,
		now + backoffMs(before.consecutive_failures, random),
	);
	const state = {
		...before,
		next,
		consecutive_failures: before.consecutive_failures + 1,
	};
	if (at >= state.deadline_at || state.calls_made >= state.policy.maxCalls)
		return fail(state, deferred(state, now, at));
	return command(state, { kind: "sleep", until: at });
}

/** Starts a request or refresh; fails if no time or request is left. Nothing may be in flight. */
export function startRequest(
	state: RequestState,
	kind: RequestState["next"],
	now: number,
): RequestTransition {
	const remainingMs = Math.floor(state.deadline_at - now);
	if (remainingMs < 1 || state.calls_made >= state.policy.maxCalls)
		return fail(state, deferred(state, now));
	const timeout_ms = Math.min(attemptLimit(state.policy), remainingMs);
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
