import {
	type CallName,
	type DeferredReason,
	type Outcome,
	outcomes,
} from "../outcome/outcome.ts";
import { backoffMs, minRetryDelayMs } from "../request/backoff.ts";
import { causeOf } from "../request/cause-of.ts";
import type { RequestEvent } from "../request/events.ts";
import type {
	Phase,
	SettlementCommand,
	SettlementState,
	Transition,
} from "./state.ts";
import { canRequest, capBackoff, deliveredBy, timeLimit } from "./timing.ts";

/** Makes a request now or after a sleep; gives up if no time or request is left for it. */
export function scheduleRequest(
	state: SettlementState,
	call: CallName,
	at: number,
	now: number,
): Transition {
	if (!canRequest(state, call, Math.max(at, now)))
		return giveUp(
			{ ...state, not_before: Math.max(state.not_before, at) },
			call,
			now,
		);
	if (at <= now) return startRequest(state, call, now);
	return issue({ ...state, next: call }, { kind: "sleep", until: at }, now);
}

function startRequest(
	state: SettlementState,
	call: CallName,
	now: number,
): Transition {
	const started = {
		...state,
		calls_made: state.calls_made + 1,
		last_sent_at: call === "submit" ? now : state.last_sent_at,
	};
	const timeout_ms = timeLimit(state, call, now);
	return issue(
		started,
		state.phase === "final_read"
			? { kind: call, timeout_ms, urgent: true }
			: { kind: call, timeout_ms },
		now,
	);
}

function issue(
	state: SettlementState,
	command: SettlementCommand,
	command_issued_at: number,
): Transition {
	return { state: { ...state, command, command_issued_at }, command };
}

/** The moment at which a failed request may be repeated: the end of its backoff and of the server's delay. */
export function retryAt(
	state: SettlementState,
	call: CallName,
	allowedAt: number,
	now: number,
	random: number,
): number {
	const backoffEndsAt = now + backoffMs(state.consecutive_failures, random);
	return Math.max(capBackoff(state, call, now, backoffEndsAt), allowedAt);
}

/** Repeats a request after the backoff or when the server allows it, whichever is later. */
export function retryRequest(
	state: SettlementState,
	call: CallName,
	allowedAt: number,
	now: number,
	random: number,
): Transition {
	const failed = {
		...state,
		consecutive_failures: state.consecutive_failures + 1,
	};
	const at = retryAt(state, call, allowedAt, now, random);
	return scheduleRequest(failed, call, at, now);
}

/** Starts a phase of reads: with `read_me` if the person is unknown, else with the instance. */
export function startRead(
	state: SettlementState,
	phase: Phase,
	at: number,
	now: number,
): Transition {
	const call = state.me === null ? "read_me" : "read_instance";
	return scheduleRequest({ ...state, phase, unusable_reads: 0 }, call, at, now);
}

/** Sends the submission as soon as the server allows it. */
export function startSubmit(state: SettlementState, now: number): Transition {
	return scheduleRequest(
		{ ...state, phase: "submit", consecutive_failures: 0 },
		"submit",
		state.not_before,
		now,
	);
}

/**
 * Reads before the first submit have ended: sends the submission. If no read was answered by the API, another server may
 * be at this address, and nothing is sent.
 */
export function endPreflight(state: SettlementState, now: number): Transition {
	return state.api_answered || state.calls_made === 0
		? startSubmit(state, now)
		: finishWithCurrentOutcome(state, now);
}

/**
 * No time or request is left for a call. Instead of a read before the submit, submits; in doubt makes the final read;
 * else finishes with the current outcome.
 */
function giveUp(
	state: SettlementState,
	call: CallName,
	now: number,
): Transition {
	if (state.phase === "preflight" && call.startsWith("read_"))
		return endPreflight(state, now);
	if (
		state.in_doubt &&
		state.phase !== "final_read" &&
		canRequest(state, "read_instance", now)
	)
		return startRead(state, "final_read", now, now);
	return finishWithCurrentOutcome(state, now);
}

/** The outcome if nothing more is learned. */
export function currentOutcome(state: SettlementState, now: number): Outcome {
	const { in_doubt, refusal, may_be_on_record, last_failure, last_cause } =
		state;
	const at = Math.max(now + minRetryDelayMs, state.not_before);
	if (in_doubt)
		return outcomes.uncertain(
			Math.max(at, deliveredBy(state) ?? 0),
			last_cause,
		);
	if (refusal === null) return outcomes.deferred(last_failure, at, last_cause);
	return may_be_on_record ? outcomes.uncertain(at) : refusal.outcome;
}

/** Finishes with an outcome. */
export function finish(state: SettlementState, outcome: Outcome): Transition {
	const command = {
		kind: "finish",
		outcome: outcomes.withAttempts(outcome, state.attempts),
	} as const;
	return { state: { ...state, command }, command };
}

/** Finishes with the current outcome. */
export function finishWithCurrentOutcome(
	state: SettlementState,
	now: number,
): Transition {
	return finish(state, currentOutcome(state, now));
}

/** The server accepted the refreshed token. */
export function markTokenAccepted(state: SettlementState): SettlementState {
	return state.fresh_token ? { ...state, fresh_token: false } : state;
}

/** A request failed, for the reason that the outcome shows if it ends so. */
export function failedBecause(
	state: SettlementState,
	last_failure: DeferredReason,
	event: RequestEvent,
): SettlementState {
	return { ...state, last_failure, last_cause: causeOf(event) };
}
