import {
	assumedBurstLimit,
	burstLimitUnknown,
	burstWindowMs,
	sentSince,
	transitMs,
} from "./burst-limit.ts";
import type { RateLimitState } from "./state.ts";

// A probe without a response after this time is followed by another one.
const probeTimeoutMs = 1_000;

/**
 * When the next request may go, in Unix milliseconds. If only a response can show the limits (before the first one,
 * after each reset, and near a possible burst limit), one request goes alone as a probe; without a response, another
 * one follows after a second.
 */
export function nextRequestAt(state: RateLimitState, now: number): number {
	return earliestStart(state, now, 0);
}

/** When the next job may start, in Unix milliseconds. Requests reserved for started jobs count as sent. */
export function nextJobAt(state: RateLimitState, now: number): number {
	return earliestStart(state, now, state.reserved);
}

/** Until when no request may go, in Unix milliseconds; `now` if one may go or only a response can show. */
export function blockedUntil(state: RateLimitState, now: number): number {
	return limitedUntil(state, now, 0);
}

function earliestStart(
	state: RateLimitState,
	now: number,
	reserved: number,
): number {
	const at = limitedUntil(state, now, reserved);
	const waitsForProbe =
		at === now && state.in_flight + reserved > 0 && probeAlone(state, now);
	return waitsForProbe
		? Math.max(now, state.last_started_at + probeTimeoutMs)
		: at;
}

function limitedUntil(
	state: RateLimitState,
	now: number,
	reserved: number,
): number {
	const windowsOpenAt = state.windows.map(({ remaining, resets_at }) =>
		remaining - reserved <= 0 ? resets_at : now,
	);
	return Math.max(now, state.blocked_until, ...windowsOpenAt);
}

/** True if so little is known that one request should go first, as a probe. */
function probeAlone(state: RateLimitState, now: number): boolean {
	const hasReset =
		state.blocked_until > 0 ||
		state.windows.some(({ resets_at }) => resets_at <= now);
	return (
		!state.has_response ||
		hasReset ||
		(burstLimitUnknown(state) &&
			sentSince(
				state.recent,
				assumedBurstLimit,
				now - burstWindowMs - transitMs,
			))
	);
}
