import { type CallName, type Outcome, outcomes } from "../outcome/outcome.ts";
import { backoffMs } from "../request/backoff.ts";
import type { Command, Phase, SettleState, Step } from "./state.ts";
import { mayCall, quietAt, wakeAt } from "./timing.ts";

const soonestRetryMs = 1_000;

/** Makes a call at a moment, now or after a sleep; where there is no time or call left for it, gives up. */
export function callAt(
	state: SettleState,
	call: CallName,
	at: number,
	now: number,
): Step {
	if (!mayCall(state, call, at))
		return giveUp(
			{ ...state, not_before: Math.max(state.not_before, at) },
			now,
		);
	if (at <= now) return callNow(state, call, now);
	const command = { kind: "sleep", until: at } as const;
	return { state: { ...state, command, issued_at: now, next: call }, command };
}

function callNow(state: SettleState, call: CallName, now: number): Step {
	const { policy, deadline_at, calls, last_sent_at, phase } = state;
	const command: Command = {
		kind: call,
		timeout_ms: Math.min(policy.attemptTimeoutMs, deadline_at - now),
		...(phase === "last" ? { urgent: true } : {}),
	};
	return {
		state: {
			...state,
			command,
			issued_at: now,
			calls: calls + 1,
			last_sent_at: call === "submit" ? now : last_sent_at,
		},
		command,
	};
}

/** The same call again, after a backoff of ours or the wait that the server named, whichever is longer. */
export function again(
	state: SettleState,
	call: CallName,
	namedMs: number,
	now: number,
	random: number,
): Step {
	const own = wakeAt(state, now, now + backoffMs(state.failures, random));
	const named = now + namedMs;
	const failed = {
		...state,
		failures: state.failures + 1,
		not_before: Math.max(state.not_before, named),
	};
	return callAt(failed, call, Math.max(own, named), now);
}

/** Reads, for a reason; first who we are, where that is not known. */
export function read(
	state: SettleState,
	phase: Phase,
	at: number,
	now: number,
): Step {
	const call = state.me === null ? "read_me" : "read_instance";
	return callAt({ ...state, phase }, call, at, now);
}

/** Sends the submission. */
export function submit(state: SettleState, now: number): Step {
	return callAt({ ...state, phase: "send", failures: 0 }, "submit", now, now);
}

/** Time or calls are used up: in doubt one last read, then what is known so far. */
function giveUp(state: SettleState, now: number): Step {
	if (
		state.in_doubt &&
		state.phase !== "last" &&
		mayCall(state, "read_instance", now)
	)
		return read(state, "last", now, now);
	return finish(state, knownSoFar(state, now));
}

/** The outcome where nothing more is found out. */
export function knownSoFar(state: SettleState, now: number): Outcome {
	const retryAt = Math.max(now + soonestRetryMs, state.not_before);
	if (state.in_doubt)
		return outcomes.uncertain(Math.max(retryAt, quietAt(state) ?? 0));
	return state.refusal?.outcome ?? outcomes.deferred(state.trouble, retryAt);
}

/** Ends with an outcome. */
export function finish(state: SettleState, outcome: Outcome): Step {
	const command = {
		kind: "finish",
		outcome: outcomes.withAttempts(outcome, state.attempts),
	} as const;
	return { state: { ...state, command }, command };
}

/** The token's first call has been made, and not refused for the token. */
export function trusted(state: SettleState): SettleState {
	return state.fresh_token ? { ...state, fresh_token: false } : state;
}
