import {
	type Policy,
	type PolicyOptions,
	resolvePolicy,
} from "../request/policy.ts";
import { advanceSettlement } from "./settlement.ts";
import type { SettlementState, Transition } from "./state.ts";
import { markTokenAccepted, startRead, startSubmit } from "./transitions.ts";

/**
 * Resumes after a crash, from the state stored before the last command: that command counts as sent without a response.
 * The deadline and the number of requests start anew.
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
	if (state.command.kind === "finish") return { state, command: state.command };
	const replaced = replacePolicy(state.policy, policy);
	const renewed = {
		...state,
		policy: replaced,
		deadline_at: now + replaced.deadlineMs,
		calls_made: 0,
	};
	// With a new deadline, the final read is no longer the last request.
	if (state.phase === "final_read") {
		const accepted = markTokenAccepted(renewed);
		return state.refusal === null
			? startSubmit(accepted, now)
			: startRead(accepted, "verify", now, now);
	}
	return advanceSettlement(
		renewed,
		state.command.kind === "sleep"
			? { kind: "slept" }
			: { kind: "no_response" },
		now,
		random,
	);
}

function replacePolicy(policy: Policy, options: PolicyOptions): Policy {
	const given = Object.entries(options).filter(
		([, value]) => value !== undefined,
	);
	return resolvePolicy({ ...policy, ...Object.fromEntries(given) }, false);
}
