import type { Me } from "../contract/directory.ts";
import type { Instance } from "../contract/instance.ts";
import type { Submission } from "../contract/submission.ts";

import { type Outcome, outcomes } from "../outcome/outcome.ts";
import type { SettleEvent } from "../request/events.ts";
import type { PolicyOptions } from "../request/policy.ts";
import { resolvePolicy } from "../request/policy.ts";
import { ended } from "./attempts.ts";
import { currentStep, fromInstance, learn } from "./evidence.ts";
import { onEvidence } from "./on-read-response.ts";
import { onCall } from "./on-response.ts";
import { onHeld } from "./on-throttled.ts";
import { onRefresh, onTokenless } from "./on-token.ts";
import type { SettleState, Step } from "./state.ts";
import { callAt, knownSoFar, read, submit } from "./transitions.ts";

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

/** What is known where a settlement is broken off: an aborted submit counts as one without an answer. */
export function soFar(state: SettleState, now: number): Outcome {
	if (state.command.kind === "finish") return state.command.outcome;
	const in_doubt = state.in_doubt || state.command.kind === "submit";
	return outcomes.withAttempts(
		knownSoFar({ ...state, in_doubt }, now),
		state.attempts,
	);
}
