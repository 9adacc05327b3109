import type { RequestEvent, SettlementState, Transition } from "@signoff/core";

/** The shortest backoff: half of the first one (contract §4 asks for backoff with jitter). */
const minPauseMs = 125;

/**
 * Whether the rule sends a request without a pause after one that failed. Near the deadline it may: the last requests
 * that fit into the time left cannot wait.
 */
export function isHasty(
	{ command, policy, deadline_at }: SettlementState,
	event: RequestEvent,
	{ command: next }: Transition,
	now: number,
): boolean {
	if (!isApiRequest(command.kind) || !hasFailed(event)) return false;
	const sendsAt =
		next.kind === "sleep"
			? next.until
			: isApiRequest(next.kind)
				? now
				: Number.POSITIVE_INFINITY;
	if (sendsAt >= now + minPauseMs || "urgent" in next) return false;
	const settlingMs =
		(policy.maxDeliveryDelayMs ?? 0) +
		policy.maxReadStalenessMs +
		2 * policy.attemptTimeoutMs;
	return now + settlingMs + 5_000 < deadline_at;
}

function isApiRequest(kind: string): boolean {
	return kind === "submit" || kind.startsWith("read_");
}

function hasFailed(event: RequestEvent): boolean {
	if (event.kind !== "response")
		return event.kind === "no_response" || event.kind === "not_sent";
	return event.status === 408 || event.status === 429 || event.status >= 500;
}
