import type { CallName } from "../outcome/outcome.ts";
import type { SettleState } from "./state.ts";

/**
 * The moment from which nothing sent so far can still arrive, and a read shows whatever arrived;
 * `null` where that is not known.
 */
export function quietAt({ policy, last_sent_at }: SettleState): number | null {
	return policy.quietMs === null || last_sent_at === null
		? null
		: last_sent_at + policy.quietMs + policy.lagMs;
}

/**
 * A backoff of ours never sleeps through the last moment at which a submit still leads to an answer in time,
 * nor through the last at which its refusal could still be settled.
 */
export function wakeAt(
	{ policy, deadline_at }: SettleState,
	now: number,
	at: number,
): number {
	const lastSubmit = deadline_at - policy.attemptTimeoutMs;
	const lastSettled = lastSubmit - (policy.quietMs ?? 0) - policy.lagMs;
	const crossed = [lastSettled, lastSubmit].filter(
		(moment) => now < moment && moment < at,
	);
	return Math.min(at, ...crossed);
}

/** Whether there is time, and a call left, to make this call at that moment. */
export function mayCall(
	state: SettleState,
	call: CallName,
	at: number,
): boolean {
	const { policy, calls, deadline_at, attempts } = state;
	if (call !== "submit") return calls < policy.maxCalls && at < deadline_at;
	// Another submit leaves two calls for the reads that settle it. With less than half an attempt left, an answer may not come in time.
	const spare = attempts.some((each) => each.call === "submit") ? 2 : 0;
	return (
		calls + spare < policy.maxCalls &&
		at + policy.attemptTimeoutMs / 2 <= deadline_at
	);
}
