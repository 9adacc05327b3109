import { type Outcome, outcomes } from "../outcome/outcome.ts";
import {
	classifyStatus,
	embeddedOutcome,
	refusalFromResponse,
} from "../outcome/response.ts";
import { retryDelayFromHeaders } from "../rate-limit/headers.ts";
import type { RequestEvent, ResponseEvent } from "./events.ts";
import type { PolicyOptions } from "./policy.ts";

import { resolvePolicy } from "./policy.ts";
import {
	isSuccessStatus,
	type RequestRule,
	type RequestState,
	type RequestTransition,
} from "./state.ts";
import {
	command,
	fail,
	finish,
	minRetryDelayMs,
	retryRequest,
	startRequest,
} from "./transitions.ts";

/** Begins a call. Of the policy, the deadline, the time for one attempt and the number of calls count. */
export function beginRequest(
	rule: RequestRule,
	policy: PolicyOptions,
	now: number,
): RequestTransition {
	const resolved = resolvePolicy(policy, true);
	const state: RequestState = {
		rule,
		policy: resolved,
		deadline_at: now + resolved.deadlineMs,
		command: { kind: "sleep", until: now },
		next: "request",
		calls_made: 0,
		consecutive_failures: 0,
		fresh_token: false,
		last_failure: "unreachable",
	};
	return startRequest(state, "request", now);
}

/**
 * Takes what became of a command, and says what is next (contract §4: 408, 429 and 5xx are to be tried again).
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
	if (event.kind === "throttled") return onThrottled(state, event.until, now);
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

/** A call that was not let go was not made: it goes later. */
function onThrottled(
	before: RequestState,
	until: number,
	now: number,
): RequestTransition {
	const { command: held } = before;
	if (held.kind === "finish") return { state: before, command: held };
	const waiting =
		held.kind === "sleep"
			? before
			: { ...before, next: held.kind, calls_made: before.calls_made - 1 };
	if (until <= now) return startRequest(waiting, waiting.next, now);
	// What is a fresh token now may have come to its end by then.
	const state: RequestState = {
		...waiting,
		last_failure: "rate_limited",
		fresh_token: false,
	};
	return until < state.deadline_at
		? command(state, { kind: "sleep", until })
		: fail(state, outcomes.deferred("rate_limited", until));
}

/** A call without a token was not made: it goes once there is one. One just had that is gone already is as good as none. */
function onNoToken(state: RequestState, now: number): RequestTransition {
	const { command: unmade, calls_made, fresh_token } = state;
	if (!("timeout_ms" in unmade)) return { state, command: unmade };
	if (fresh_token)
		return fail(state, outcomes.refused("unauthenticated", null));
	return startRequest(
		{ ...state, calls_made: calls_made - 1 },
		"refresh_token",
		now,
	);
}

function onRequestEnded(
	state: RequestState,
	event: RequestEvent,
	now: number,
	random: number,
): RequestTransition {
	if (event.kind === "not_sent")
		return retryRequest(
			{ ...state, last_failure: "unreachable" },
			"request",
			0,
			now,
			random,
		);
	if (event.kind !== "response") return onNoResponse(state, 0, now, random);
	const namedMs = retryDelayFromHeaders(event.status, event.headers, now);
	switch (classify(event, state.rule)) {
		case "success":
			return finish(state, {
				kind: "done",
				headers: event.headers,
				data: event.data,
			});
		case "unauthorized":
			return state.fresh_token
				? fail(state, refusalOutcome(event))
				: startRequest(state, "refresh_token", now);
		case "rate_limited":
			return retryRequest(
				{ ...state, last_failure: "rate_limited" },
				"request",
				namedMs,
				now,
				random,
			);
		case "failed":
			return onNoResponse(
				{ ...state, fresh_token: false },
				namedMs,
				now,
				random,
			);
		case "refused":
			return fail(state, refusalOutcome(event));
	}
}

function classify(
	{ status }: ResponseEvent,
	rule: RequestRule,
): ReturnType<typeof classifyStatus> {
	if (isSuccessStatus(rule, status)) return "success";
	return status < 400 ? "failed" : classifyStatus(status, 200);
}

/** A server of ours says more precisely what is wrong with a request. */
function refusalOutcome(answer: ResponseEvent): Outcome {
	const word = embeddedOutcome(answer);
	return word?.kind === "invalid" ? word : refusalFromResponse(answer).outcome;
}

function onNoResponse(
	state: RequestState,
	namedMs: number,
	now: number,
	random: number,
): RequestTransition {
	if (!state.rule.idempotent)
		return fail(state, outcomes.uncertain(now + minRetryDelayMs));
	return retryRequest(
		{ ...state, last_failure: "unavailable" },
		"request",
		namedMs,
		now,
		random,
	);
}

function onRefresh(
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
		default:
			return retryRequest(
				{ ...state, last_failure: "unavailable" },
				"refresh_token",
				0,
				now,
				random,
			);
	}
}
