import type { RateLimitState } from "./state.ts";

export const burstWindowMs: number = 10_000;

// Observed with Procore (contract §4). Requests beyond it are sent one at a time.
export const assumedBurstLimit: number = 25;

// Any ten seconds overlap at most two windows of the server. If more requests succeed, there is no burst limit.
export const twoBursts: number = 2 * assumedBurstLimit;

// Difference between the intervals at which requests are sent and received.
export const transitMs: number = 1_000;

/** True if at least `count` requests started after `since`. */
export function sentSince(
	recent: number[],
	count: number,
	since: number,
): boolean {
	const startedAt = recent.at(-count);
	return startedAt !== undefined && startedAt > since;
}

/** True while the server may have a burst limit that its headers have not shown. */
export function burstLimitUnknown({
	windows,
	burst_limit_ruled_out,
}: RateLimitState): boolean {
	return (
		!burst_limit_ruled_out &&
		!windows.some(({ length_ms }) => length_ms === burstWindowMs)
	);
}
