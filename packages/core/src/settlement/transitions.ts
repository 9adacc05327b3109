import { type CallName, type Outcome, outcomes } from "../outcome/outcome.ts";
import { backoffMs } from "../request/backoff.ts";
import type {
	Phase,
	SettlementCommand,
	SettlementState,
	Transition,
} from "./state.ts";
import { canRequest, capBackoff, deliveredBy } from "./timing.ts";

const minRetryDelayMs = 1_000;

/** Makes a request now or after a sleep; gives up if no time or request is left for it. */
export function scheduleRequest(
	state: SettlementState,
	call: CallName,
	at: number,
	now: number,
): Transition {
	if (!canRequest(state, call, at))
		return giveUp(
			{ ...state, not_before: Math.max(state.not_before, at) },
			now,
		);
	if (at <= now) return startRequest(state, call, now);
	const command = { kind: "sleep", until: at } as const;
	return {
		state: { ...state, command, command_issued_at: now, next: call },
		command,
	};
}

function startRequest(
	state: SettlementState,
	call: CallName,
	now: number,
): Transition {
	const { policy, deadline_at, calls_made, last_sent_at, phase } = state;
	const command: SettlementCommand = {
		kind: call,
		timeout_ms: Math.min(policy.attemptTimeoutMs, deadline_at - now),
		...(phase === "final_read" ? { urgent: true } : {}),
	};
	return {
		state: {
			...state,
			command,
			command_issued_at: now,
			calls_made: calls_made + 1,
			last_sent_at: call === "submit" ? now : last_sent_at,
		},
		command,
	};
}

/** Repeats a request after the backoff or the server's delay, whichever is longer. */
export function retryRequest(
	state: SettlementState,
	call: CallName,
	serverDelayMs: number,
	now: number,
	random: number,
): Transition {
	const backoffEndsAt = capBackoff(
		state,
		now,
		now + backoffMs(state.consecutive_failures, random),
	);
	const serverDelayEndsAt = now + serverDelayMs;
	const failed = {
		...state,
		consecutive_failures: state.consecutive_failures + 1,
		not_before: Math.max(state.not_before, serverDelayEndsAt),
	};
	return scheduleRequest(
		failed,
		call,
		Math.max(backoffEndsAt, serverDelayEndsAt),
		now,
	);
}

/** Starts a phase of reads: with `read_me` if the person is unknown, else with the instance. */
export function startRead(
	state: SettlementState,
	phase: Phase,
	at: number,
	now: number,
): Transition {
	const call = state.me === null ? "read_me" : "read_instance";
	return scheduleRequest({ ...state, phase }, call, at, now);
}

/** Sends the submission. */
export function startSubmit(state: SettlementState, now: number): Transition {
	return scheduleRequest(
		{ ...state, phase: "submit", consecutive_failures: 0 },
		"submit",
		now,
		now,
	);
}

/** No time or request is left: in doubt makes the final read, then finishes with the current outcome. */
function giveUp(state: SettlementState, now: number): Transition {
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
	const retryAt = Math.max(now + minRetryDelayMs, state.not_before);
	if (state.in_doubt)
		return outcomes.uncertain(Math.max(retryAt, deliveredBy(state) ?? 0));
	return (
		state.refusal?.outcome ?? outcomes.deferred(state.last_failure, retryAt)
	);
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
