import type { RequestEvent, SettlementState, Transition } from "@signoff/core";

/** How often in succession a request has failed, and which. */
export type Failures = { call: string; count: number };

/** No request has failed. */
export const noFailures: Failures = { call: "", count: 0 };

/** Counts the result of a command. A wait, and a request that was held back or not sent for want of a token, change nothing. */
export function countFailures(
	before: Failures,
	{ command }: SettlementState,
	event: RequestEvent,
): Failures {
	const { kind } = command;
	if (["slept", "throttled", "no_token"].includes(event.kind)) return before;
	if (!isApiRequest(kind) || !hasFailed(event)) return noFailures;
	return { call: kind, count: before.call === kind ? before.count + 1 : 1 };
}

/**
 * Whether the rule repeats a request earlier than any backoff allows (contract §4 asks for backoff with jitter). Near
 * the deadline it may: the last requests that fit into the time left cannot wait.
 */
export function isHasty(
	{ call, count }: Failures,
	{ policy, deadline_at }: SettlementState,
	{ state, command: next }: Transition,
	now: number,
): boolean {
	if (count === 0) return false;
	const sleeps = next.kind === "sleep";
	const repeats = (sleeps ? state.next : next.kind) === call;
	const sendsAt = sleeps ? next.until : now;
	if (!repeats || "urgent" in next) return false;
	if (sendsAt >= now + leastPauseMs(count)) return false;
	const settlingMs =
		(policy.maxDeliveryDelayMs ?? 0) +
		policy.maxReadStalenessMs +
		2 * policy.attemptTimeoutMs;
	return now + settlingMs + maxPauseMs < deadline_at;
}

const maxPauseMs = 5_000;

/** Half of the exponential backoff: 125 ms, 250 ms, … 2.5 s. */
function leastPauseMs(count: number): number {
	return Math.min(maxPauseMs, 250 * 2 ** (count - 1)) / 2;
}

function isApiRequest(kind: string): boolean {
	return kind === "submit" || kind.startsWith("read_");
}

function hasFailed(event: RequestEvent): boolean {
	if (event.kind !== "response")
		return event.kind === "no_response" || event.kind === "not_sent";
	return event.status === 408 || event.status === 429 || event.status >= 500;
}
