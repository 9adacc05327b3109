import type { RequestEvent, SettlementState, Transition } from "@signoff/core";

/** The shortest backoff: half of the first one (contract §4 asks for backoff with jitter). */
const minPauseMs = 125;

/**
 * Whether the rule repeats a request that failed without a pause. Near the deadline it may: the last requests
 * that fit into the time left cannot wait.
 */
export function isHasty(
	{ command, policy, deadline_at }: SettlementState,
	event: RequestEvent,
	{ state, command: next }: Transition,
	now: number,
): boolean {
	if (!isApiRequest(command.kind) || !hasFailed(event)) return false;
	const sleeps = next.kind === "sleep";
	const repeats = (sleeps ? state.next : next.kind) === command.kind;
	const sendsAt = sleeps ? next.until : now;
	if (!repeats || sendsAt >= now + minPauseMs || "urgent" in next) return false;
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
