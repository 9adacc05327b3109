import {
	type Policy,
	type PolicyOptions,
	resolvePolicy,
} from "../request/policy.ts";
import { initialState } from "./initial-state.ts";
import { advanceSettlement } from "./settlement.ts";
import type { SettlementState, Transition } from "./state.ts";
import { scheduleRequest, startRead, startSubmit } from "./transitions.ts";

/**
 * Resumes after a crash, from the state stored before the last command: that command counts as sent without a response.
 * A settlement that ended `uncertain` begins anew, in doubt; any other that has ended stays as it is. The deadline, the
 * number of requests and the wait for delivery start anew: the clock may have been set since.
 *
 * @param random between 0 and 1, for jitter
 * @param policy the fields that are given replace those of the state
 */
export function resumeSettlement(
	state: SettlementState,
	now: number,
	random: number,
	policy: PolicyOptions = {},
): Transition {
	const { command, command_issued_at } = state;
	if (command.kind === "finish")
		return command.outcome.kind === "uncertain"
			? settleAgain(state, resolvePolicy(policy, state.policy), now)
			: { state, command };
	const renewed = renew(state, resolvePolicy(policy, state.policy), now);
	if (state.refusal !== null)
		return startRead(renewed, "verify", renewed.not_before, now);
	// With a new deadline, the final read is no longer the last request.
	if (state.phase === "final_read") return startSubmit(renewed, now);
	if (command.kind !== "sleep")
		return advanceSettlement(renewed, { kind: "no_response" }, now, random);
	const waitMs = Math.max(0, command.until - command_issued_at);
	const at = Math.min(command.until, now + waitMs);
	return scheduleRequest(renewed, state.next, at, now);
}

/**
 * Settles a submission again whose outcome was `uncertain`. It may be on record, so that a submit is in doubt from the
 * beginning; the contract makes it safe to send it again.
 */
function settleAgain(
	state: SettlementState,
	policy: Policy,
	now: number,
): Transition {
	const again: SettlementState = {
		...initialState(state.submission, state.me, policy, now),
		in_doubt: true,
		last_sent_at: now,
		read_showed_unanswered: state.read_showed_unanswered,
		step_fingerprint: state.step_fingerprint,
	};
	return again.policy.readFirst
		? startRead(again, "preflight", now, now)
		: startSubmit(again, now);
}

/** Moments of an earlier process may be of another clock: what they delay is delayed from now. */
function renew(
	state: SettlementState,
	policy: Policy,
	now: number,
): SettlementState {
	const { not_before, command_issued_at, last_sent_at, refusal, moved_to } =
		state;
	const waitMs = Math.max(0, not_before - command_issued_at);
	return {
		...state,
		policy,
		begun_at: now,
		deadline_at: now + policy.deadlineMs,
		command_issued_at: now,
		calls_made: 0,
		fresh_token: false,
		last_sent_at: last_sent_at === null ? null : now,
		refusal: refusal && { ...refusal, at: now },
		moved_to: moved_to && { ...moved_to, at: now },
		not_before: Math.min(not_before, now + waitMs),
	};
}
