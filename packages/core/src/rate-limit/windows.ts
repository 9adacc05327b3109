import {
	assumedBurstLimit,
	burstLimitUnknown,
	burstWindowMs,
	sentSince,
	transitMs,
} from "./burst-limit.ts";
import {
	type Headers,
	type HeaderWindow,
	retryDelayFromHeaders,
} from "./headers.ts";
import type { RateLimitState, RateLimitWindow } from "./state.ts";

const hourlyWindowMs = 3_600_000;

/** A window after its reset, of which the response says nothing: the limit less the requests sent since. */
export function refillWindow(
	expired: RateLimitWindow,
	inFlight: number,
	now: number,
): RateLimitWindow {
	return {
		...expired,
		remaining: expired.limit - 1 - inFlight,
		resets_at: now + expired.length_ms,
		reset: 0,
	};
}

/** Merges a window from headers into the known one. Responses may arrive out of order: the lower count is the newer. */
export function mergeWindow(
	known: RateLimitWindow | undefined,
	{ limit, remaining, reset, resets_in }: HeaderWindow,
	inFlight: number,
	now: number,
): RateLimitWindow {
	const length =
		resets_in <= burstWindowMs + transitMs ? burstWindowMs : hourlyWindowMs;
	const current = {
		limit,
		remaining: remaining - inFlight,
		resets_at: now + resets_in,
		reset,
		length_ms: Math.max(length, known?.length_ms ?? 0),
	};
	if (known === undefined || reset > known.reset) return current;
	// A delayed response about an earlier window. Resets that are named as seconds from now vary by one.
	if (reset < known.reset - 1) return known;
	return {
		...current,
		remaining: Math.min(known.remaining, current.remaining),
		resets_at: Math.max(known.resets_at, current.resets_at),
		reset: known.reset,
	};
}

/** A 429 without rate-limit headers, after more requests than the usual burst limit: that limit is assumed. */
export function assumedBurstWindow(
	state: RateLimitState,
	headers: Headers,
	now: number,
): HeaderWindow | null {
	const resets_in = retryDelayFromHeaders(429, headers, now);
	return burstLimitUnknown(state) &&
		sentSince(
			state.recent,
			assumedBurstLimit + 1,
			now - burstWindowMs - transitMs,
		) &&
		resets_in <= burstWindowMs
		? { limit: assumedBurstLimit, remaining: 0, reset: 0, resets_in }
		: null;
}
