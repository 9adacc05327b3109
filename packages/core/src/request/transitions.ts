import { type Outcome, outcomes } from "../outcome/outcome.ts";
import { backoffMs } from "./backoff.ts";
import type { CallCommand, CallResult, CallState, CallStep } from "./state.ts";

export const soonestRetryMs = 1_000;

/** What is known where a call is broken off: one under way that may not be repeated leaves everything open. */
export function callSoFar(
	{ command, rule, trouble }: CallState,
	now: number,
): Outcome {
	if (command.kind === "finish" && command.result.kind === "failed")
		return command.result.outcome;
	const open = command.kind === "call" && !rule.repeatable;
	return open
		? outcomes.uncertain(now + soonestRetryMs)
		: outcomes.deferred(trouble, now + soonestRetryMs);
}

export function again(
	before: CallState,
	next: CallState["next"],
	namedMs: number,
	now: number,
	random: number,
): CallStep {
	const at = now + Math.max(namedMs, backoffMs(before.failures, random));
	const state = { ...before, next, failures: before.failures + 1 };
	if (at >= state.deadline_at || state.calls >= state.policy.maxCalls)
		return failed(
			state,
			outcomes.deferred(state.trouble, Math.max(at, now + soonestRetryMs)),
		);
	return command(state, { kind: "sleep", until: at });
}

export function go(
	state: CallState,
	kind: CallState["next"],
	now: number,
): CallStep {
	const left = state.deadline_at - now;
	if (left <= 0 || state.calls >= state.policy.maxCalls)
		return failed(state, callSoFar(state, now));
	const timeout_ms = Math.min(state.policy.attemptTimeoutMs, left);
	return command({ ...state, calls: state.calls + 1 }, { kind, timeout_ms });
}

export function failed(state: CallState, outcome: Outcome): CallStep {
	return finish(state, { kind: "failed", outcome });
}

export function finish(state: CallState, result: CallResult): CallStep {
	return command(state, { kind: "finish", result });
}

export function command(state: CallState, command: CallCommand): CallStep {
	return { state: { ...state, command }, command };
}
