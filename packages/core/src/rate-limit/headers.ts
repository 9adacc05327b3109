import { burstWindowMs, transitMs } from "./burst-limit.ts";
import {
	parseCount,
	parseDecimal,
	parseEach,
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
	const resets =
		status === 429
			? parseEach(headers["x-rate-limit-reset"], (value) =>
					resetWait(parseDecimal(value), clock),
				)
			: [];
	const retryAfter = parseEach(headers["retry-after"], (value) =>
		retryAfterWait(value, clock),
	);
	return Math.max(
		0,
		...[...resets, ...retryAfter].filter((ms) => ms <= maxWaitMs),
	);
}

/** The window that the headers describe; `null` if they describe none. They do not say which of the two it is. */
export function windowFromHeaders(
	headers: Headers,
	now: number,
): HeaderWindow | null {
	const limit = parseCount(headers["x-rate-limit-limit"]);
	// Without the headers, the server's clock is not parsed.
	if (Number.isNaN(limit)) return null;
	const clock = serverClock(headers, now);
	const remaining = parseCount(headers["x-rate-limit-remaining"]);
	const resets = parseEach(headers["x-rate-limit-reset"], parseDecimal);
	const seconds = Math.max(...resets);
	const resets_in = resetWait(seconds, clock);
	if (
		Number.isNaN(remaining) ||
		resets.length === 0 ||
		resets_in > maxWaitMs ||
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
	const dates = parseEach(headers["date"], parseHttpDate);
	const isLocal = dates.length === 0;
	return { now: isLocal ? now : Math.max(...dates), isLocal };
}

/**
 * The time until a moment of the server's clock. The local clock may be wrong by any amount: if it is the only one, the
 * wait is no longer than the shorter window. A request that goes too early is refused, and waits again.
 */
function waitUntil(at: number, { now, isLocal }: ServerClock): number {
	const ms = Math.max(0, at - now);
	return isLocal ? Math.min(ms, burstWindowMs) : ms;
}

function retryAfterWait(value: string, clock: ServerClock): number {
	const ms = parseDecimal(value) * 1_000;
	return Number.isNaN(ms) ? waitUntil(parseHttpDate(value), clock) : ms;
}

function resetWait(seconds: number, clock: ServerClock): number {
	const ms = seconds * 1_000;
	return isMoment(seconds, clock) ? waitUntil(ms, clock) : ms;
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
