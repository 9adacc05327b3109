import { type Outcome, outcomes } from "../outcome/outcome.ts";
import { meaningOf, refusalFrom, wordOf } from "../outcome/response.ts";
import { namedWaitMs } from "../rate-limit/headers.ts";
import type { Answered, SettleEvent } from "./events.ts";
import type { PolicyOptions } from "./policy.ts";

import { resolvePolicy } from "./policy.ts";
import {
	type CallRule,
	type CallState,
	type CallStep,
	succeeded,
} from "./state.ts";
import {
	again,
	command,
	failed,
	finish,
	go,
	soonestRetryMs,
} from "./transitions.ts";

/** Begins a call. Of the policy, the deadline, the time for one attempt and the number of calls count. */
export function beginCall(
	rule: CallRule,
	policy: PolicyOptions,
	now: number,
): CallStep {
	const resolved = resolvePolicy(policy, true);
	const state: CallState = {
		rule,
		policy: resolved,
		deadline_at: now + resolved.deadlineMs,
		command: { kind: "sleep", until: now },
		next: "call",
		calls: 0,
		failures: 0,
		fresh_token: false,
		trouble: "unreachable",
	};
	return go(state, "call", now);
}

/**
 * Takes what became of a command, and says what is next (contract §4: 408, 429 and 5xx are to be tried again).
 *
 * @param random between 0 and 1, for jitter
 */
export function advanceCall(
	state: CallState,
	event: SettleEvent,
	now: number,
	random: number,
): CallStep {
	const { command } = state;
	if (event.kind === "held") return onHeld(state, event.until, now);
	if (event.kind === "tokenless") return onTokenless(state, now);
	switch (command.kind) {
		case "finish":
			return { state, command };
		case "sleep":
			return now < command.until
				? { state, command }
				: go(state, state.next, now);
		case "refresh_token":
			return onRefresh(state, event, now, random);
		case "call":
			return onCall(state, event, now, random);
	}
}

/** A call that was not let go was not made: it goes later. */
function onHeld(before: CallState, until: number, now: number): CallStep {
	const { command: held } = before;
	if (held.kind === "finish") return { state: before, command: held };
	const waiting =
		held.kind === "sleep"
			? before
			: { ...before, next: held.kind, calls: before.calls - 1 };
	if (until <= now) return go(waiting, waiting.next, now);
	// What is a fresh token now may have come to its end by then.
	const state: CallState = {
		...waiting,
		trouble: "rate_limited",
		fresh_token: false,
	};
	return until < state.deadline_at
		? command(state, { kind: "sleep", until })
		: failed(state, outcomes.deferred("rate_limited", until));
}

/** A call without a token was not made: it goes once there is one. One just had that is gone already is as good as none. */
function onTokenless(state: CallState, now: number): CallStep {
	const { command: unmade, calls, fresh_token } = state;
	if (!("timeout_ms" in unmade)) return { state, command: unmade };
	if (fresh_token)
		return failed(state, outcomes.refused("unauthenticated", null));
	return go({ ...state, calls: calls - 1 }, "refresh_token", now);
}

function onCall(
	state: CallState,
	event: SettleEvent,
	now: number,
	random: number,
): CallStep {
	if (event.kind === "unsent")
		return again({ ...state, trouble: "unreachable" }, "call", 0, now, random);
	if (event.kind !== "answered") return onUnknown(state, 0, now, random);
	const namedMs = namedWaitMs(event.status, event.headers, now);
	switch (meaning(event, state.rule)) {
		case "success":
			return finish(state, {
				kind: "done",
				headers: event.headers,
				data: event.data,
			});
		case "unauthorized":
			return state.fresh_token
				? failed(state, refusalOf(event))
				: go(state, "refresh_token", now);
		case "limited":
			return again(
				{ ...state, trouble: "rate_limited" },
				"call",
				namedMs,
				now,
				random,
			);
		case "failed":
			return onUnknown({ ...state, fresh_token: false }, namedMs, now, random);
		case "refused":
			return failed(state, refusalOf(event));
	}
}

function meaning(
	{ status }: Answered,
	rule: CallRule,
): ReturnType<typeof meaningOf> {
	if (succeeded(rule, status)) return "success";
	return status < 400 ? "failed" : meaningOf(status, 200);
}

/** A server of ours says more precisely what is wrong with a request. */
function refusalOf(answer: Answered): Outcome {
	const word = wordOf(answer);
	return word?.kind === "invalid" ? word : refusalFrom(answer).outcome;
}

function onUnknown(
	state: CallState,
	namedMs: number,
	now: number,
	random: number,
): CallStep {
	if (!state.rule.repeatable)
		return failed(state, outcomes.uncertain(now + soonestRetryMs));
	return again(
		{ ...state, trouble: "unavailable" },
		"call",
		namedMs,
		now,
		random,
	);
}

function onRefresh(
	state: CallState,
	event: SettleEvent,
	now: number,
	random: number,
): CallStep {
	switch (event.kind) {
		case "refreshed":
			return go({ ...state, fresh_token: true, failures: 0 }, "call", now);
		case "refresh_refused":
			return failed(
				state,
				outcomes.refused("unauthenticated", event.reason ?? null),
			);
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
