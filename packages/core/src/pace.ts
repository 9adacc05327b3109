/** Header names are lower case. */
type Headers = Record<string, string>;

/** One of the server's windows, as far as its headers have told (contract §4). Times are ours, in Unix milliseconds. */
export type PaceWindow = {
	limit: number;
	remaining: number;
	resets_at: number;
};

/**
 * What is known of the server's limits. The two windows are told apart by their limit, since the headers
 * describe whichever is tighter without naming it. Plain JSON.
 */
export type Pace = {
	windows: PaceWindow[];
	/** Nothing may go before this moment: the server said so. */
	blocked_until: number;
	/** Calls under way. */
	in_flight: number;
};

// Longer than the longest window: a header beyond it is nonsense.
const longestWaitMs = 3_660_000;

/** Before anything is known. */
export function unpaced(): Pace {
	return { windows: [], blocked_until: 0, in_flight: 0 };
}

/**
 * When the next call may go, in Unix milliseconds; `null` while only the answer to a call under way can tell
 * (before the first answer, one call goes alone).
 */
export function nextCallAt(pace: Pace, now: number): number | null {
	const full = pace.windows.filter(
		({ remaining, resets_at }) => remaining <= 0 && resets_at > now,
	);
	const at = Math.max(
		now,
		pace.blocked_until,
		...full.map(({ resets_at }) => resets_at),
	);
	if (at > now) return at;
	return pace.windows.length === 0 &&
		pace.in_flight > 0 &&
		pace.blocked_until === 0
		? null
		: now;
}

/** A call goes: it counts against every window. */
export function called(pace: Pace): Pace {
	const windows = pace.windows.map((each) => ({
		...each,
		remaining: each.remaining - 1,
	}));
	return { ...pace, windows, in_flight: pace.in_flight + 1 };
}

/** A call ended, with an answer or (`null`) without one. */
export function answered(
	pace: Pace,
	reply: { status: number; headers: Headers } | null,
	now: number,
): Pace {
	const in_flight = Math.max(0, pace.in_flight - 1);
	if (reply === null) return { ...pace, in_flight };
	const seen = windowFrom(reply.headers, now);
	const alive = pace.windows.filter(
		({ limit, resets_at }) => resets_at > now && limit !== seen?.limit,
	);
	const known = pace.windows.find(
		({ limit, resets_at }) => resets_at > now && limit === seen?.limit,
	);
	const blocked_until =
		reply.status === 429 || reply.status === 503
			? Math.max(
					pace.blocked_until,
					now + namedWaitMs(reply.status, reply.headers, now),
				)
			: pace.blocked_until;
	return {
		windows: seen === null ? alive : [...alive, merge(known, seen, in_flight)],
		blocked_until,
		in_flight,
	};
}

/** Answers may overtake each other: within one window, the lower count is the newer one. */
function merge(
	known: PaceWindow | undefined,
	seen: PaceWindow,
	inFlight: number,
): PaceWindow {
	const remaining = seen.remaining - inFlight;
	if (known === undefined || seen.resets_at > known.resets_at + 1000)
		return { ...seen, remaining };
	return { ...seen, remaining: Math.min(known.remaining, remaining) };
}

/**
 * How long the server asks to wait, in milliseconds; 0 where it does not say. At 429 the later of
 * `X-Rate-Limit-Reset` and `Retry-After` counts, since sources disagree (contract §4).
 */
export function namedWaitMs(
	status: number,
	headers: Headers,
	now: number,
): number {
	const date = answerDate(headers, now);
	const reset = status === 429 ? (resetAt(headers) ?? 0) - date : 0;
	return Math.min(
		longestWaitMs,
		Math.max(0, reset, retryAfterMs(headers, date)),
	);
}

function retryAfterMs(headers: Headers, date: number): number {
	const value = headers["retry-after"]?.trim() ?? "";
	if (/^[0-9]+$/.test(value)) return Number(value) * 1000;
	const at = Date.parse(value);
	return Number.isNaN(at) ? 0 : at - date;
}

function windowFrom(headers: Headers, now: number): PaceWindow | null {
	const limit = count(headers["x-rate-limit-limit"]);
	const remaining = count(headers["x-rate-limit-remaining"]);
	const reset = resetAt(headers);
	if (limit === null || remaining === null || reset === null) return null;
	const left = Math.min(
		longestWaitMs,
		Math.max(0, reset - answerDate(headers, now)),
	);
	return { limit, remaining, resets_at: now + left };
}

// A reset is the server's time, so it is compared with the server's own clock: ours may be wrong.
function answerDate(headers: Headers, now: number): number {
	const date = Date.parse(headers["date"] ?? "");
	return Number.isNaN(date) ? now : date;
}

function resetAt(headers: Headers): number | null {
	const seconds = count(headers["x-rate-limit-reset"]);
	return seconds === null ? null : seconds * 1000;
}

function count(value: string | undefined): number | null {
	return value !== undefined && /^[0-9]+$/.test(value.trim())
		? Number(value)
		: null;
}
