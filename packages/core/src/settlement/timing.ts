import type { CallName } from "../outcome/outcome.ts";
import type { SettlementState } from "./state.ts";

/**
 * The moment from which nothing sent so far can still arrive, and a read shows whatever arrived;
 * `null` where that is not known.
 */
export function deliveredBy({
	policy,
	last_sent_at,
}: SettlementState): number | null {
	return policy.maxDeliveryDelayMs === null || last_sent_at === null
		? null
		: last_sent_at + policy.maxDeliveryDelayMs + policy.maxReadStalenessMs;
}

/**
 * A backoff of ours never sleeps through the last moment at which a submit still leads to an answer in time,
 * nor through the last at which its refusal could still be settled.
 */
export function capBackoff(
	{ policy, deadline_at }: SettlementState,
	now: number,
	at: number,
): number {
	const lastSubmit = deadline_at - policy.attemptTimeoutMs;
	const lastSettled =
		lastSubmit - (policy.maxDeliveryDelayMs ?? 0) - policy.maxReadStalenessMs;
	const crossed = [lastSettled, lastSubmit].filter(
		(moment) => now < moment && moment < at,
	);
	return Math.min(at, ...crossed);
}

/** Whether there is time, and a call left, to make this call at that moment. */
export function canCall(
	state: SettlementState,
	call: CallName,
	at: number,
): boolean {
	const { policy, calls_made, deadline_at, attempts } = state;
	if (call !== "submit")
		return calls_made < policy.maxCalls && at < deadline_at;
	// Another submit leaves two calls for the reads that settle it. With less than half an attempt left, an answer may not come in time.
	const spare = attempts.some((each) => each.call === "submit") ? 2 : 0;
	return (
		calls_made + spare < policy.maxCalls &&
		at + policy.attemptTimeoutMs / 2 <= deadline_at
	);
}
