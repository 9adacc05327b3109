import { type CallName, type Outcome, outcomes } from "../outcome/outcome.ts";
import { backoffMs } from "../request/backoff.ts";
import type {
	Phase,
	SettlementCommand,
	SettlementState,
	Transition,
} from "./state.ts";
import { canCall, capBackoff, deliveredBy } from "./timing.ts";

const minRetryDelayMs = 1_000;

/** Makes a call at a moment, now or after a sleep; where there is no time or call left for it, gives up. */
export function scheduleCall(
	state: SettlementState,
	call: CallName,
	at: number,
	now: number,
): Transition {
	if (!canCall(state, call, at))
		return giveUp(
			{ ...state, not_before: Math.max(state.not_before, at) },
			now,
		);
	if (at <= now) return startCall(state, call, now);
	const command = { kind: "sleep", until: at } as const;
	return {
		state: { ...state, command, command_issued_at: now, next: call },
		command,
	};
}

function startCall(
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

/** The same call again, after a backoff of ours or the wait that the server named, whichever is longer. */
export function retryCall(
	state: SettlementState,
	call: CallName,
	namedMs: number,
	now: number,
	random: number,
): Transition {
	const own = capBackoff(
		state,
		now,
		now + backoffMs(state.consecutive_failures, random),
	);
	const named = now + namedMs;
	const failed = {
		...state,
		consecutive_failures: state.consecutive_failures + 1,
		not_before: Math.max(state.not_before, named),
	};
	return scheduleCall(failed, call, Math.max(own, named), now);
}

/** Reads, for a reason; first who we are, where that is not known. */
export function startRead(
	state: SettlementState,
	phase: Phase,
	at: number,
	now: number,
): Transition {
	const call = state.me === null ? "read_me" : "read_instance";
	return scheduleCall({ ...state, phase }, call, at, now);
}

/** Sends the submission. */
export function startSubmit(state: SettlementState, now: number): Transition {
	return scheduleCall(
		{ ...state, phase: "submit", consecutive_failures: 0 },
		"submit",
		now,
		now,
	);
}

/** Time or calls are used up: in doubt one last read, then what is known so far. */
function giveUp(state: SettlementState, now: number): Transition {
	if (
		state.in_doubt &&
		state.phase !== "final_read" &&
		canCall(state, "read_instance", now)
	)
		return startRead(state, "final_read", now, now);
	return finish(state, currentOutcome(state, now));
}

/** The outcome where nothing more is found out. */
export function currentOutcome(state: SettlementState, now: number): Outcome {
	const retryAt = Math.max(now + minRetryDelayMs, state.not_before);
	if (state.in_doubt)
		return outcomes.uncertain(Math.max(retryAt, deliveredBy(state) ?? 0));
	return (
		state.refusal?.outcome ?? outcomes.deferred(state.last_failure, retryAt)
	);
}

/** Ends with an outcome. */
export function finish(state: SettlementState, outcome: Outcome): Transition {
	const command = {
		kind: "finish",
		outcome: outcomes.withAttempts(outcome, state.attempts),
	} as const;
	return { state: { ...state, command }, command };
}

/** The token's first call has been made, and not refused for the token. */
export function markTokenAccepted(state: SettlementState): SettlementState {
	return state.fresh_token ? { ...state, fresh_token: false } : state;
}
