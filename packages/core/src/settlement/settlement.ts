import type { Instance } from "../contract/instance.ts";
import type { Me } from "../contract/me.ts";
import type { Submission } from "../contract/submission.ts";

import { type Outcome, outcomes } from "../outcome/outcome.ts";
import type { RequestEvent } from "../request/events.ts";
import {
	defaultPolicy,
	type PolicyOptions,
	resolvePolicy,
} from "../request/policy.ts";
import { withAttempt } from "./attempts.ts";
import { copyStep, currentStep, fingerprintStep } from "./current-step.ts";
import { initialState } from "./initial-state.ts";
import { onRequestEnded } from "./on-http-response.ts";
import { onInstance } from "./on-read-response.ts";
import { onThrottled } from "./on-throttled.ts";
import { onNoToken, onRefresh } from "./on-token.ts";
import type { SettlementState, Transition } from "./state.ts";
import {
	currentOutcome,
	scheduleRequest,
	startRead,
	startSubmit,
} from "./transitions.ts";

/**
 * Begins to settle a submission. All times are Unix milliseconds of one clock.
 *
 * @param me the person who responds; `null` if unknown: then it is read when needed
 * @param instance an instance read before. If it shows the step as current, it replaces the first read; without `me`,
 * the person is read first, unless `policy.readFirst` is `false`
 */
export function beginSettlement(
	submission: Submission,
	me: Me | null,
	policy: PolicyOptions,
	now: number,
	instance: Instance | null = null,
): Transition {
	// An instance that does not show the step as current proves nothing and does not replace a read.
	const shown =
		instance?.id === submission.id ? currentStep(instance, submission) : null;
	const step = shown && copyStep(shown);
	const resolved = resolvePolicy(policy, {
		...defaultPolicy,
		readFirst: step === null,
	});
	const state: SettlementState = {
		...initialState(submission, me, resolved, now),
		step_fingerprint: step && fingerprintStep(step),
		api_answered: step !== null,
	};
	if (resolved.readFirst) return startRead(state, "preflight", now, now);
	if (step !== null && me !== null)
		return onInstance(state, { current_step_occurrence: step }, now);
	return step === null || policy.readFirst === false
		? startSubmit(state, now)
		: startRead({ ...state, given_step: step }, "preflight", now, now);
}

/**
 * Applies the result of a command and returns the next command.
 *
 * @param random between 0 and 1, for jitter
 */
export function advanceSettlement(
	state: SettlementState,
	event: RequestEvent,
	now: number,
	random: number,
): Transition {
	const { command } = state;
	if (event.kind === "throttled") return onThrottled(state, event, now);
	if (event.kind === "no_token") return onNoToken(state, now);
	switch (command.kind) {
		case "finish":
			return { state, command };
		case "sleep":
			return now < command.until
				? { state, command }
				: scheduleRequest(state, state.next, now, now);
		default: {
			const { kind } = command;
			const ended = withAttempt(state, kind, event, now);
			return kind === "refresh_token"
				? onRefresh(ended, event, now, random)
				: onRequestEnded(ended, kind, event, now, random);
		}
	}
}

/** The outcome known so far if the caller aborts now. A submit in flight counts as sent without a response. */
export function outcomeIfAborted(state: SettlementState, now: number): Outcome {
	if (state.command.kind === "finish") return state.command.outcome;
	const in_doubt = state.in_doubt || state.command.kind === "submit";
	return outcomes.withAttempts(
		currentOutcome({ ...state, in_doubt }, now),
		state.attempts,
	);
}
