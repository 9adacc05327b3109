import { burstWindowMs, transitMs } from "./burst-limit.ts";
import {
	largestOf,
	parseCount,
	parseDecimal,
	parseHttpDate,
} from "./header-values.ts";

/** Header names are lower case. */
export type Headers = Record<string, string>;

/** One rate-limit window of the server, from the headers of an HTTP response. */
export type HeaderWindow = {
	limit: number;
	remaining: number;
	/** When it resets, in Unix seconds by the server's clock; equal in all responses about one window. */
	reset: number;
	/** When it resets, in milliseconds from the response. */
	resets_in: number;
};

// Longer than the longest window: a header that asks for more is invalid.
const maxWaitMs = 3_660_000;

/**
 * The delay that the server asks for, in milliseconds; 0 if it asks for none. At 429 the later of
 * `X-Rate-Limit-Reset` and `Retry-After` counts, because sources disagree (contract §4). Fractions of seconds are
 * rounded up, and of several values the longest counts. A wait that is longer than any window is ignored.
 *
 * @param now Unix milliseconds
 */
export function retryDelayFromHeaders(
	status: number,
	headers: Headers,
	now: number,
): number {
	const clock = serverClock(headers, now);
	const reset = (value: string): number | null =>
		possibleWait(resetWait(parseDecimal(value), clock));
	const retryAfter = (value: string): number | null =>
		possibleWait(retryAfterWait(value, clock));
	return Math.max(
		(status === 429 && largestOf(headers["x-rate-limit-reset"], reset)) || 0,
		largestOf(headers["retry-after"], retryAfter) ?? 0,
	);
}

/** The window that the headers describe; `null` if they describe none. They do not say which of the two it is. */
export function windowFromHeaders(
	headers: Headers,
	now: number,
): HeaderWindow | null {
	const clock = serverClock(headers, now);
	const limit = parseCount(headers["x-rate-limit-limit"]);
	const remaining = parseCount(headers["x-rate-limit-remaining"]);
	const seconds = largestOf(headers["x-rate-limit-reset"], parseDecimal);
	const resets_in = possibleWait(resetWait(seconds, clock));
	if (
		limit === null ||
		remaining === null ||
		seconds === null ||
		resets_in === null ||
		!isPlausibleReset(seconds, clock)
	)
		return null;
	const reset = isMoment(seconds, clock)
		? seconds
		: Math.ceil(clock.now / 1_000) + seconds;
	return { limit, remaining, reset, resets_in };
}

/** The server's clock at the response. `isLocal`: the local clock instead, since the response has no `Date`. */
type ServerClock = { now: number; isLocal: boolean };

function serverClock(headers: Headers, now: number): ServerClock {
	const date = largestOf(headers["date"], parseHttpDate);
	return { now: date ?? now, isLocal: date === null };
}

/**
 * The time until a moment of the server's clock. The local clock may be wrong by any amount: if it is the only one, the
 * wait is no longer than the shorter window. A request that goes too early is refused, and waits again.
 */
function waitUntil(at: number, { now, isLocal }: ServerClock): number {
	const ms = Math.max(0, at - now);
	return isLocal ? Math.min(ms, burstWindowMs) : ms;
}

function retryAfterWait(value: string, clock: ServerClock): number | null {
	const seconds = parseDecimal(value);
	if (seconds !== null) return seconds * 1_000;
	const at = parseHttpDate(value);
	return at === null ? null : waitUntil(at, clock);
}

function resetWait(seconds: number | null, clock: ServerClock): number | null {
	if (seconds === null) return null;
	return isMoment(seconds, clock)
		? waitUntil(seconds * 1_000, clock)
		: seconds * 1_000;
}

function possibleWait(ms: number | null): number | null {
	return ms !== null && ms <= maxWaitMs ? ms : null;
}

/** Whether a reset is a moment in Unix seconds. One that would be long past is a number of seconds from now instead. */
function isMoment(seconds: number, { now }: ServerClock): boolean {
	return seconds * 1_000 >= now - maxWaitMs;
}

/** False if only the local clock says when the window resets, and that is not within the shorter window from now. */
function isPlausibleReset(seconds: number, clock: ServerClock): boolean {
	const ms = seconds * 1_000 - clock.now;
	return (
		!clock.isLocal ||
		!isMoment(seconds, clock) ||
		(ms >= 0 && ms <= burstWindowMs + transitMs)
	);
}
