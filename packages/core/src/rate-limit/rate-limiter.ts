import {
	type Headers,
	type HeaderWindow,
	retryDelayFromHeaders,
	windowFromHeaders,
} from "./headers.ts";

/** One of the server's windows, as far as its headers have told (contract §4). Times are ours, in Unix milliseconds. */
export type RateLimitWindow = {
	limit: number;
	remaining: number;
	resets_at: number;
	/** The same by the server's clock, in Unix seconds; 0 where it did not say. */
	reset: number;
	length_ms: number;
};

/**
 * What is known of the server's limits. The two windows are told apart by their limit, since the headers
 * describe whichever is tighter without naming it. Plain JSON.
 */
export type RateLimitState = {
	windows: RateLimitWindow[];
	/** Nothing may go before this moment: the server said so. 0: it did not. */
	blocked_until: number;
	/** Calls under way. */
	in_flight: number;
	/** Calls that are kept for work that was begun. */
	reserved: number;
	/** When the last call went, or work was begun. */
	last_started_at: number;
	/** Whether any answer came yet. */
	has_response: boolean;
	/** When the latest calls went, while the server may have a spike limit that it has not told of. */
	recent: number[];
	/** More calls than any spike limit of the usual size allows went well. */
	burst_limit_ruled_out: boolean;
};

const burstWindowMs = 10_000;
const hourlyWindowMs = 3_600_000;
// Seen with Procore (contract §4). What exceeds it is tried with single calls.
const assumedBurstLimit = 25;
// Any ten seconds lie in two windows of the server's at most: more than both take, and there is no such limit.
const twoBursts = 2 * assumedBurstLimit;
// Calls that went so far apart may have come together, or the other way round.
const transitMs = 1_000;
// How long one call is waited for before another one tries.
const probeTimeoutMs = 1_000;
// A server that is asked too often and names no wait.
const defaultWaitMs = 1_000;

/** Before anything is known. */
export function initialRateLimit(): RateLimitState {
	return {
		windows: [],
		blocked_until: 0,
		in_flight: 0,
		reserved: 0,
		last_started_at: 0,
		has_response: false,
		recent: [],
		burst_limit_ruled_out: false,
	};
}

/**
 * When the next call may go, in Unix milliseconds. Where only an answer can tell (before the first one, after each
 * reset, and where a spike limit is to be feared), a call goes alone, and for an answer that is long in coming another
 * goes after a while.
 */
export function nextRequestAt(pace: RateLimitState, now: number): number {
	return earliestStart(pace, now, 0);
}

/** When new work may be begun: calls reserved for work that was begun count as if they had gone. */
export function nextJobAt(pace: RateLimitState, now: number): number {
	return earliestStart(pace, now, pace.reserved);
}

/** Until when certainly no call may go, in Unix milliseconds; now, where one may or only an answer can tell. */
export function blockedUntil(pace: RateLimitState, now: number): number {
	return limitedUntil(pace, now, 0);
}

function earliestStart(
	pace: RateLimitState,
	now: number,
	reserved: number,
): number {
	const at = limitedUntil(pace, now, reserved);
	const alone =
		at === now && pace.in_flight + reserved > 0 && probeAlone(pace, now);
	return alone ? Math.max(now, pace.last_started_at + probeTimeoutMs) : at;
}

function limitedUntil(
	pace: RateLimitState,
	now: number,
	reserved: number,
): number {
	const opens = pace.windows.map(({ remaining, resets_at }) =>
		remaining - reserved <= 0 ? resets_at : now,
	);
	return Math.max(now, pace.blocked_until, ...opens);
}

/** New work is begun: a call is reserved for it until it is over. */
export function reserve(pace: RateLimitState, now: number): RateLimitState {
	return { ...pace, reserved: pace.reserved + 1, last_started_at: now };
}

/** Work that was begun is over. */
export function release(pace: RateLimitState): RateLimitState {
	return { ...pace, reserved: pace.reserved - 1 };
}

/** A call goes: it counts against every window. */
export function requestStarted(
	pace: RateLimitState,
	now: number,
): RateLimitState {
	const windows = pace.windows.map((each) => ({
		...each,
		remaining: each.remaining - 1,
	}));
	const recent = burstLimitUnknown(pace)
		? [...pace.recent, now].slice(-twoBursts - 1)
		: [];
	const in_flight = pace.in_flight + 1;
	return { ...pace, windows, in_flight, last_started_at: now, recent };
}

/** A call ended, with an answer or (`null`) without one. */
export function responseReceived(
	pace: RateLimitState,
	reply: { status: number; headers: Headers } | null,
	now: number,
): RateLimitState {
	const in_flight = Math.max(0, pace.in_flight - 1);
	if (reply === null) return { ...pace, in_flight };
	const { status, headers } = reply;
	const seen =
		windowFromHeaders(headers, now) ??
		(status === 429 ? assumedBurstWindow(pace, headers, now) : null);
	const others = pace.windows
		.filter(({ limit }) => limit !== seen?.limit)
		.map((each) =>
			each.resets_at > now ? each : refillWindow(each, in_flight, now),
		);
	const known = pace.windows.find(({ limit }) => limit === seen?.limit);
	return {
		windows:
			seen === null
				? others
				: [...others, mergeWindow(known, seen, in_flight, now)],
		blocked_until: nextBlockedUntil(pace, status, headers, now),
		in_flight,
		reserved: pace.reserved,
		last_started_at: pace.last_started_at,
		has_response: true,
		recent: pace.recent,
		burst_limit_ruled_out:
			pace.burst_limit_ruled_out ||
			(status !== 429 &&
				sentSince(pace.recent, twoBursts + 1, now - burstWindowMs + transitMs)),
	};
}

/** Whether so little is known at this moment that a call should find out for the others. */
function probeAlone(pace: RateLimitState, now: number): boolean {
	const over =
		pace.blocked_until > 0 ||
		pace.windows.some(({ resets_at }) => resets_at <= now);
	return (
		!pace.has_response ||
		over ||
		(burstLimitUnknown(pace) &&
			sentSince(
				pace.recent,
				assumedBurstLimit,
				now - burstWindowMs - transitMs,
			))
	);
}

/** Whether so many calls went since a moment. */
function sentSince(recent: number[], count: number, since: number): boolean {
	const first = recent.at(-count);
	return first !== undefined && first > since;
}

/** Whether there may be a spike limit that was not told of. */
function burstLimitUnknown({
	windows,
	burst_limit_ruled_out,
}: RateLimitState): boolean {
	return (
		!burst_limit_ruled_out &&
		!windows.some(({ length_ms }) => length_ms === burstWindowMs)
	);
}

/** A window whose reset is past and that the answer does not speak of: all of it is there again, but for what went. */
function refillWindow(
	past: RateLimitWindow,
	inFlight: number,
	now: number,
): RateLimitWindow {
	return {
		...past,
		remaining: past.limit - 1 - inFlight,
		resets_at: now + past.length_ms,
		reset: 0,
	};
}

/** Answers may overtake each other: within one window, the lower count is the newer one. */
function mergeWindow(
	known: RateLimitWindow | undefined,
	{ limit, remaining, reset, resets_in }: HeaderWindow,
	inFlight: number,
	now: number,
): RateLimitWindow {
	const length =
		resets_in <= burstWindowMs + 1_000 ? burstWindowMs : hourlyWindowMs;
	const seen = {
		limit,
		remaining: remaining - inFlight,
		resets_at: now + resets_in,
		reset,
		length_ms: Math.max(length, known?.length_ms ?? 0),
	};
	if (known === undefined || reset > known.reset) return seen;
	return { ...seen, remaining: Math.min(known.remaining, seen.remaining) };
}

/** A 429 without a word about limits, to the call that was more than the usual spike limit: that limit holds. */
function assumedBurstWindow(
	pace: RateLimitState,
	headers: Headers,
	now: number,
): HeaderWindow | null {
	const resets_in = retryDelayFromHeaders(429, headers, now);
	return burstLimitUnknown(pace) &&
		sentSince(
			pace.recent,
			assumedBurstLimit + 1,
			now - burstWindowMs - transitMs,
		) &&
		resets_in <= burstWindowMs
		? { limit: assumedBurstLimit, remaining: 0, reset: 0, resets_in }
		: null;
}

function nextBlockedUntil(
	{ blocked_until }: RateLimitState,
	status: number,
	headers: Headers,
	now: number,
): number {
	const named =
		status === 429 || status === 503
			? retryDelayFromHeaders(status, headers, now)
			: 0;
	const wait = status === 429 ? Math.max(named, defaultWaitMs) : named;
	const until = wait === 0 ? 0 : now + wait;
	return Math.max(until, blocked_until > now ? blocked_until : 0);
}
