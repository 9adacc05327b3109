import { maxMoment } from "../outcome/moment.ts";
import type { CallName } from "../outcome/outcome.ts";
import { attemptLimit, type Policy } from "../request/policy.ts";
import type { SettlementState } from "./state.ts";

/**
 * The moment from which nothing sent so far can still take effect and reads show everything that did;
 * `null` if unknown.
 */
export function deliveredBy({
	policy,
	last_sent_at,
}: SettlementState): number | null {
	return policy.maxDeliveryDelayMs === null || last_sent_at === null
		? null
		: Math.min(
				maxMoment,
				last_sent_at + policy.maxDeliveryDelayMs + policy.maxReadStalenessMs,
			);
}

/** The moment from which reads show everything that preceded a refusal. */
export function notStaleAfter(
	{ policy }: SettlementState,
	refusedAt: number,
): number {
	return refusedAt + policy.maxReadStalenessMs;
}

/** True if the last read was issued late enough to show everything that preceded a moment. */
export function showsAllBefore(state: SettlementState, at: number): boolean {
	return state.command_issued_at >= notStaleAfter(state, at);
}

/** The time kept for one last read after a submit in doubt, which is also the least time for an attempt. */
function shareOfAttempt(policy: Policy): number {
	return attemptLimit(policy) / 4;
}

/** The last moment for a submit: it leaves time for its answer and for one read. */
function lastSubmitAt({ policy, deadline_at }: SettlementState): number {
	return deadline_at - 2 * shareOfAttempt(policy);
}

/** The last moment for another read before the first submit: it leaves time for one attempt and one read. */
export function lastPreflightReadAt(state: SettlementState): number {
	return lastSubmitAt(state) - 2 * shareOfAttempt(state.policy);
}

/**
 * Caps a backoff at the last moment for a submit before the deadline, and at the last moment at which a refusal of it
 * can still be verified.
 */
export function capBackoff(
	state: SettlementState,
	call: CallName,
	now: number,
	at: number,
): number {
	const { maxDeliveryDelayMs, maxReadStalenessMs } = state.policy;
	// A refresh, after which the submit follows, needs time as well.
	const lastAt =
		lastSubmitAt(state) -
		(call === "refresh_token" ? shareOfAttempt(state.policy) : 0);
	const lastVerifiableAt =
		lastAt - (maxDeliveryDelayMs ?? 0) - maxReadStalenessMs;
	const crossed = [lastVerifiableAt, lastAt].filter(
		(moment) => now < moment && moment < at,
	);
	return Math.min(at, ...crossed);
}

/** True if the deadline and the number of requests allow this request at that moment. */
export function canRequest(
	state: SettlementState,
	call: CallName,
	at: number,
): boolean {
	const { policy, phase, calls_made, deadline_at, attempts } = state;
	if (call !== "submit") {
		const kept = phase === "preflight" ? 1 : 0;
		// A refresh token may be single-use: a refresh needs time for its answer.
		const until =
			call === "refresh_token"
				? deadline_at - shareOfAttempt(policy)
				: deadline_at;
		return calls_made + kept < policy.maxCalls && at < until;
	}
	// A repeated submit leaves two requests for the reads that verify it.
	const reserved = attempts.some((each) => each.call === "submit") ? 2 : 0;
	return calls_made + reserved < policy.maxCalls && at <= lastSubmitAt(state);
}

/** The time limit of a request that starts now: a submit, and a read before it, leave time for what follows. */
export function timeLimit(
	state: SettlementState,
	call: CallName,
	now: number,
): number {
	const { policy, phase, deadline_at } = state;
	const share = shareOfAttempt(policy);
	const kept =
		call === "submit" ? share : phase === "preflight" ? 2 * share : 0;
	const left = deadline_at - now;
	const limit = Math.min(
		attemptLimit(policy),
		left,
		Math.max(left - kept, share),
	);
	return Math.max(1, Math.floor(limit));
}
