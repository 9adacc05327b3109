import type { CallName } from "../outcome/outcome.ts";
import type { SettlementState } from "./state.ts";

/** The last moment that a `Date` can hold, in Unix milliseconds. */
export const maxMoment = 8.64e15;

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

/**
 * Caps a backoff at the last moment for a submit before the deadline, and at the last moment at which a refusal of it
 * can still be verified.
 */
export function capBackoff(
	{ policy, deadline_at }: SettlementState,
	now: number,
	at: number,
): number {
	const lastSubmitAt = deadline_at - policy.attemptTimeoutMs;
	const lastVerifiableAt =
		lastSubmitAt - (policy.maxDeliveryDelayMs ?? 0) - policy.maxReadStalenessMs;
	const crossed = [lastVerifiableAt, lastSubmitAt].filter(
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
	const { policy, calls_made, deadline_at, attempts } = state;
	if (call !== "submit")
		return calls_made < policy.maxCalls && at < deadline_at;
	// A repeated submit leaves two requests for the reads that verify it, and needs half an attempt's time for a response.
	const reserved = attempts.some((each) => each.call === "submit") ? 2 : 0;
	return (
		calls_made + reserved < policy.maxCalls &&
		at + policy.attemptTimeoutMs / 2 <= deadline_at
	);
}
