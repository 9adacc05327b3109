import {
	burstLimitUnknown,
	burstWindowMs,
	sentSince,
	transitMs,
	twoBursts,
} from "./burst-limit.ts";
import {
	type Headers,
	retryDelayFromHeaders,
	windowFromHeaders,
} from "./headers.ts";
import type { RateLimitState } from "./state.ts";
import { assumedBurstWindow, mergeWindow, refillWindow } from "./windows.ts";

// Applies to a 429 without a delay.
const defaultWaitMs = 1_000;

/** A job starts: reserves one request for it until {@link release}. */
export function reserve(state: RateLimitState, now: number): RateLimitState {
	return { ...state, reserved: state.reserved + 1, last_started_at: now };
}

/** A job ended: releases its reserved request. */
export function release(state: RateLimitState): RateLimitState {
	return { ...state, reserved: state.reserved - 1 };
}

/** A request starts; it counts against every window. */
export function requestStarted(
	state: RateLimitState,
	now: number,
): RateLimitState {
	const windows = state.windows.map((each) => ({
		...each,
		remaining: each.remaining - 1,
	}));
	const recent = burstLimitUnknown(state)
		? [...state.recent, now].slice(-twoBursts - 1)
		: [];
	const in_flight = state.in_flight + 1;
	return { ...state, windows, in_flight, last_started_at: now, recent };
}

/** A request ended, with an HTTP response or (`null`) without one. */
export function responseReceived(
	state: RateLimitState,
	response: { status: number; headers: Headers } | null,
	now: number,
): RateLimitState {
	const in_flight = Math.max(0, state.in_flight - 1);
	if (response === null) return { ...state, in_flight };
	const { status, headers } = response;
	const current =
		windowFromHeaders(headers, now) ??
		(status === 429 ? assumedBurstWindow(state, headers, now) : null);
	const others = state.windows
		.filter(({ limit }) => limit !== current?.limit)
		.map((each) =>
			each.resets_at > now ? each : refillWindow(each, in_flight, now),
		);
	const known = state.windows.find(({ limit }) => limit === current?.limit);
	return {
		...state,
		windows:
			current === null
				? others
				: [...others, mergeWindow(known, current, in_flight, now)],
		blocked_until: nextBlockedUntil(state, status, headers, now),
		in_flight,
		has_response: true,
		burst_limit_ruled_out:
			state.burst_limit_ruled_out ||
			(status !== 429 &&
				sentSince(
					state.recent,
					twoBursts + 1,
					now - burstWindowMs + transitMs,
				)),
	};
}

function nextBlockedUntil(
	{ blocked_until }: RateLimitState,
	status: number,
	headers: Headers,
	now: number,
): number {
	const waitMs = Math.max(
		status === 429 ? defaultWaitMs : 0,
		status === 429 || status === 503
			? retryDelayFromHeaders(status, headers, now)
			: 0,
	);
	return Math.max(
		waitMs === 0 ? 0 : now + waitMs,
		blocked_until > now ? blocked_until : 0,
	);
}
