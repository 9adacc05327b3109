import {
	type Headers,
	namedWaitMs,
	type SeenWindow,
	windowFrom,
} from "./headers.ts";

/** One of the server's windows, as far as its headers have told (contract §4). Times are ours, in Unix milliseconds. */
export type PaceWindow = {
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
export type Pace = {
	windows: PaceWindow[];
	/** Nothing may go before this moment: the server said so. 0: it did not. */
	blocked_until: number;
	/** Calls under way. */
	in_flight: number;
	/** Calls that are kept for work that was begun. */
	reserved: number;
	/** When the last call went, or work was begun. */
	last_at: number;
	/** Whether any answer came yet. */
	heard: boolean;
	/** When the latest calls went, while the server may have a spike limit that it has not told of. */
	recent: number[];
	/** More calls than any spike limit of the usual size allows went well. */
	spikes_pass: boolean;
};

const spikeMs = 10_000;
const hourMs = 3_600_000;
// Seen with Procore (contract §4). What exceeds it is tried with single calls.
const usualSpike = 25;
// Any ten seconds lie in two windows of the server's at most: more than both take, and there is no such limit.
const twoSpikes = 2 * usualSpike;
// Calls that went so far apart may have come together, or the other way round.
const onItsWayMs = 1_000;
// How long one call is waited for before another one tries.
const aloneMs = 1_000;
// A server that is asked too often and names no wait.
const unnamedWaitMs = 1_000;

/** Before anything is known. */
export function unpaced(): Pace {
	return {
		windows: [],
		blocked_until: 0,
		in_flight: 0,
		reserved: 0,
		last_at: 0,
		heard: false,
		recent: [],
		spikes_pass: false,
	};
}

/**
 * When the next call may go, in Unix milliseconds. Where only an answer can tell (before the first one, after each
 * reset, and where a spike limit is to be feared), a call goes alone, and for an answer that is long in coming another
 * goes after a while.
 */
export function nextCallAt(pace: Pace, now: number): number {
	return opensAt(pace, now, 0);
}

/** When new work may be begun: calls reserved for work that was begun count as if they had gone. */
export function nextWorkAt(pace: Pace, now: number): number {
	return opensAt(pace, now, pace.reserved);
}

/** Until when certainly no call may go, in Unix milliseconds; now, where one may or only an answer can tell. */
export function closedUntil(pace: Pace, now: number): number {
	return limitedUntil(pace, now, 0);
}

function opensAt(pace: Pace, now: number, reserved: number): number {
	const at = limitedUntil(pace, now, reserved);
	const alone =
		at === now && pace.in_flight + reserved > 0 && goesAlone(pace, now);
	return alone ? Math.max(now, pace.last_at + aloneMs) : at;
}

function limitedUntil(pace: Pace, now: number, reserved: number): number {
	const opens = pace.windows.map(({ remaining, resets_at }) =>
		remaining - reserved <= 0 ? resets_at : now,
	);
	return Math.max(now, pace.blocked_until, ...opens);
}

/** New work is begun: a call is reserved for it until it is over. */
export function workBegun(pace: Pace, now: number): Pace {
	return { ...pace, reserved: pace.reserved + 1, last_at: now };
}

/** Work that was begun is over. */
export function workOver(pace: Pace): Pace {
	return { ...pace, reserved: pace.reserved - 1 };
}

/** A call goes: it counts against every window. */
export function called(pace: Pace, now: number): Pace {
	const windows = pace.windows.map((each) => ({
		...each,
		remaining: each.remaining - 1,
	}));
	const recent = fearsSpikes(pace)
		? [...pace.recent, now].slice(-twoSpikes - 1)
		: [];
	const in_flight = pace.in_flight + 1;
	return { ...pace, windows, in_flight, last_at: now, recent };
}

/** A call ended, with an answer or (`null`) without one. */
export function answered(
	pace: Pace,
	reply: { status: number; headers: Headers } | null,
	now: number,
): Pace {
	const in_flight = Math.max(0, pace.in_flight - 1);
	if (reply === null) return { ...pace, in_flight };
	const { status, headers } = reply;
	const seen =
		windowFrom(headers, now) ??
		(status === 429 ? usualWindow(pace, headers, now) : null);
	const others = pace.windows
		.filter(({ limit }) => limit !== seen?.limit)
		.map((each) =>
			each.resets_at > now ? each : refilled(each, in_flight, now),
		);
	const known = pace.windows.find(({ limit }) => limit === seen?.limit);
	return {
		windows:
			seen === null ? others : [...others, merge(known, seen, in_flight, now)],
		blocked_until: blockedUntil(pace, status, headers, now),
		in_flight,
		reserved: pace.reserved,
		last_at: pace.last_at,
		heard: true,
		recent: pace.recent,
		spikes_pass:
			pace.spikes_pass ||
			(status !== 429 &&
				went(pace.recent, twoSpikes + 1, now - spikeMs + onItsWayMs)),
	};
}

/** Whether so little is known at this moment that a call should find out for the others. */
function goesAlone(pace: Pace, now: number): boolean {
	const over =
		pace.blocked_until > 0 ||
		pace.windows.some(({ resets_at }) => resets_at <= now);
	return (
		!pace.heard ||
		over ||
		(fearsSpikes(pace) &&
			went(pace.recent, usualSpike, now - spikeMs - onItsWayMs))
	);
}

/** Whether so many calls went since a moment. */
function went(recent: number[], count: number, since: number): boolean {
	const first = recent.at(-count);
	return first !== undefined && first > since;
}

/** Whether there may be a spike limit that was not told of. */
function fearsSpikes({ windows, spikes_pass }: Pace): boolean {
	return (
		!spikes_pass && !windows.some(({ length_ms }) => length_ms === spikeMs)
	);
}

/** A window whose reset is past and that the answer does not speak of: all of it is there again, but for what went. */
function refilled(past: PaceWindow, inFlight: number, now: number): PaceWindow {
	return {
		...past,
		remaining: past.limit - 1 - inFlight,
		resets_at: now + past.length_ms,
		reset: 0,
	};
}

/** Answers may overtake each other: within one window, the lower count is the newer one. */
function merge(
	known: PaceWindow | undefined,
	{ limit, remaining, reset, resets_in }: SeenWindow,
	inFlight: number,
	now: number,
): PaceWindow {
	const length = resets_in <= spikeMs + 1_000 ? spikeMs : hourMs;
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
function usualWindow(
	pace: Pace,
	headers: Headers,
	now: number,
): SeenWindow | null {
	const resets_in = namedWaitMs(429, headers, now);
	return fearsSpikes(pace) &&
		went(pace.recent, usualSpike + 1, now - spikeMs - onItsWayMs) &&
		resets_in <= spikeMs
		? { limit: usualSpike, remaining: 0, reset: 0, resets_in }
		: null;
}

function blockedUntil(
	{ blocked_until }: Pace,
	status: number,
	headers: Headers,
	now: number,
): number {
	const named =
		status === 429 || status === 503 ? namedWaitMs(status, headers, now) : 0;
	const wait = status === 429 ? Math.max(named, unnamedWaitMs) : named;
	const until = wait === 0 ? 0 : now + wait;
	return Math.max(until, blocked_until > now ? blocked_until : 0);
}
