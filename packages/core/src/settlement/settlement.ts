import type { Instance, Me } from "../contract/instance.ts";
import type { Submission } from "../contract/submission.ts";
import { reasonFrom } from "../outcome/error-body.ts";
import {
	type DeferredReason,
	type Outcome,
	outcomes,
	type Reason,
} from "../outcome/outcome.ts";
import { type Answered, meaningOf, wordOf } from "../outcome/response.ts";
import { namedWaitMs } from "../rate-limit/headers.ts";
import { resolvePolicy } from "../request/policy.ts";
import { concluded, ended } from "./attempts.ts";
import { currentStep, fromInstance, learn } from "./evidence.ts";
import {
	onEvidence,
	onReadAnswered,
	onReadRefused,
	type ReadName,
} from "./on-read-response.ts";
import { onAccepted, onRefused } from "./on-submit-response.ts";
import type { PolicyOptions, SettleEvent, SettleState, Step } from "./state.ts";
import {
	again,
	callAt,
	finish,
	knownSoFar,
	read,
	submit,
} from "./transitions.ts";

const mostLooks = 3;

/**
 * Begins to settle a submission. All times are Unix milliseconds on one clock of the driver's.
 *
 * @param me who answers, or `null` where that is to be read first
 * @param seen an instance read before, which shows the step as current: spares the first read
 */
export function begin(
	submission: Submission,
	me: Me | null,
	policy: PolicyOptions,
	now: number,
	seen: Instance | null = null,
): Step {
	// An instance that does not show the step as current tells nothing: then it takes a look of our own.
	const step =
		seen?.id === submission.id ? currentStep(seen, submission) : null;
	const resolved = resolvePolicy(policy, step !== null);
	const state: SettleState = {
		submission,
		policy: resolved,
		me,
		deadline_at: now + resolved.deadlineMs,
		phase: "look",
		command: { kind: "sleep", until: now },
		issued_at: now,
		next: "submit",
		after_refresh: "submit",
		calls: 0,
		failures: 0,
		rereads: 0,
		in_doubt: false,
		last_sent_at: null,
		fresh_token: false,
		seen_unanswered: false,
		seen_on_record: false,
		learnt: step && learn(step),
		refusal: null,
		trouble: "unreachable",
		not_before: 0,
		attempts: [],
	};
	if (resolved.lookFirst) return read(state, "look", now, now);
	return seen === null || step === null || me === null
		? submit(state, now)
		: onEvidence(
				state,
				fromInstance(seen, submission, me),
				"read_instance",
				now,
				0,
			);
}

/**
 * Takes what became of a command, and says what is next.
 *
 * @param random between 0 and 1, for jitter
 */
export function advance(
	state: SettleState,
	event: SettleEvent,
	now: number,
	random: number,
): Step {
	const { command } = state;
	if (event.kind === "held") return onHeld(state, event.until, now);
	if (event.kind === "tokenless") return onTokenless(state, now);
	switch (command.kind) {
		case "finish":
			return { state, command };
		case "sleep":
			return now < command.until
				? { state, command }
				: callAt(state, state.next, now, now);
		case "refresh_token":
			return onRefresh(
				ended(state, "refresh_token", event, now),
				event,
				now,
				random,
			);
		case "submit":
		case "read_me":
		case "read_instance":
		case "read_history":
			return onCall(
				ended(state, command.kind, event, now),
				command.kind,
				event,
				now,
				random,
			);
	}
}

/**
 * Goes on after a crash, from the state written down before the last command: that command counts as sent and
 * unanswered. The deadline and the budget of calls begin anew.
 */
export function resume(state: SettleState, now: number, random: number): Step {
	if (state.command.kind === "finish") return { state, command: state.command };
	const renewed = {
		...state,
		deadline_at: now + state.policy.deadlineMs,
		calls: 0,
	};
	// The last read before the old deadline is not the last any more.
	if (state.phase === "last") {
		const again = trusted(renewed);
		return state.refusal === null
			? submit(again, now)
			: read(again, "verify", now, now);
	}
	return advance(
		renewed,
		state.command.kind === "sleep" ? { kind: "slept" } : { kind: "lost" },
		now,
		random,
	);
}

/** What is known where a settlement is broken off: an aborted submit counts as one without an answer. */
export function soFar(state: SettleState, now: number): Outcome {
	if (state.command.kind === "finish") return state.command.outcome;
	const in_doubt = state.in_doubt || state.command.kind === "submit";
	return outcomes.withAttempts(
		knownSoFar({ ...state, in_doubt }, now),
		state.attempts,
	);
}

/** A call that was not let go was not made: it goes later, with its time counted from then. */
function onHeld(state: SettleState, until: number, now: number): Step {
	const { command, next, calls, trouble } = state;
	if (command.kind === "finish") return { state, command };
	const late = until > now;
	// What is a fresh token now may have come to its end by then.
	const held: SettleState = {
		...state,
		trouble: late ? "rate_limited" : trouble,
		fresh_token: false,
	};
	return command.kind === "sleep"
		? callAt(held, next, until, now)
		: callAt({ ...held, calls: calls - 1 }, command.kind, until, now);
}

/** A call without a token was not made: it goes once there is one. One just had that is gone already is as good as none. */
function onTokenless(state: SettleState, now: number): Step {
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

type Call = ReadName | "submit";

function onCall(
	state: SettleState,
	call: Call,
	event: SettleEvent,
	now: number,
	random: number,
): Step {
	if (event.kind !== "answered")
		return onNoAnswer(
			state,
			call,
			event.kind === "unsent" ? "unreachable" : "unavailable",
			now,
			random,
		);
	const meaning = meaningOf(event.status, call === "submit" ? 204 : 200);
	if (meaning === "unauthorized")
		return onUnauthorized(state, call, event, now);
	const known = trusted(state);
	switch (meaning) {
		case "limited":
			return retry(
				concluded(known, "rate limited"),
				call,
				"rate_limited",
				event,
				now,
				random,
			);
		case "failed":
			return onFailed(known, call, event, now, random);
		case "refused":
			return call === "submit"
				? onRefused(known, event, now)
				: onReadRefused(known, call, now, random);
		case "success":
			if (call === "submit") return onAccepted(known, event);
			return (
				onReadAnswered(known, call, event.data, now, random) ??
				onFailed(known, call, event, now, random)
			);
	}
}

/** The token's first call has been made, and not refused for the token. */
function trusted(state: SettleState): SettleState {
	return state.fresh_token ? { ...state, fresh_token: false } : state;
}

function onNoAnswer(
	state: SettleState,
	call: Call,
	trouble: DeferredReason,
	now: number,
	random: number,
): Step {
	if (trouble === "unreachable")
		return retry(state, call, trouble, null, now, random);
	const in_doubt = state.in_doubt || call === "submit";
	return retry(
		{ ...trusted(state), in_doubt },
		call,
		trouble,
		null,
		now,
		random,
	);
}

/** 3xx, 408, 5xx, a 2xx other than the right one, or a body that cannot be read: nobody knows what was done. */
function onFailed(
	state: SettleState,
	call: Call,
	answer: Answered,
	now: number,
	random: number,
): Step {
	const certainlyNot = call === "submit" && wordOf(answer)?.kind === "deferred";
	const in_doubt = state.in_doubt || (call === "submit" && !certainlyNot);
	const said = concluded(
		{ ...state, in_doubt },
		call === "submit" ? (in_doubt ? "in doubt" : "not recorded") : "unreadable",
	);
	return retry(said, call, "unavailable", answer, now, random);
}

function retry(
	before: SettleState,
	call: Call,
	trouble: DeferredReason,
	answer: Answered | null,
	now: number,
	random: number,
): Step {
	const state = { ...before, trouble };
	if (state.phase === "last") return finish(state, knownSoFar(state, now));
	const namedMs =
		answer === null ? 0 : namedWaitMs(answer.status, answer.headers, now);
	// Looking first is worth a few calls, not the whole deadline.
	const looked = state.phase === "look" && state.failures + 1 >= mostLooks;
	return looked
		? again({ ...state, phase: "send" }, "submit", namedMs, now, random)
		: again(state, call, namedMs, now, random);
}

function onUnauthorized(
	state: SettleState,
	call: Call,
	answer: Answered,
	now: number,
): Step {
	const said = concluded(state, "token refused");
	if (state.fresh_token) return denied(said, reasonFrom(answer.data), now);
	return callAt({ ...said, after_refresh: call }, "refresh_token", now, now);
}

function onRefresh(
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
function denied(state: SettleState, reason: Reason, now: number): Step {
	if (state.in_doubt) return finish(state, knownSoFar(state, now));
	return finish(state, outcomes.refused("unauthenticated", reason));
}
