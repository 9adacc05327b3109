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
 * `X-Rate-Limit-Reset` and `Retry-After` counts, because sources disagree (contract §4).
 */
export function retryDelayFromHeaders(
	status: number,
	headers: Headers,
	now: number,
): number {
	const date = responseDate(headers, now);
	const reset = status === 429 ? (resetAt(headers) ?? 0) - date : 0;
	return Math.min(maxWaitMs, Math.max(0, reset, retryAfterMs(headers, date)));
}

/** The window that the headers describe; `null` if they describe none. They do not say which of the two it is. */
export function windowFromHeaders(
	headers: Headers,
	now: number,
): HeaderWindow | null {
	const limit = parseCount(headers["x-rate-limit-limit"]);
	const remaining = parseCount(headers["x-rate-limit-remaining"]);
	const reset = resetAt(headers);
	if (limit === null || remaining === null || reset === null) return null;
	const resets_in = Math.min(
		maxWaitMs,
		Math.max(0, reset - responseDate(headers, now)),
	);
	return { limit, remaining, reset: reset / 1_000, resets_in };
}

function retryAfterMs(headers: Headers, date: number): number {
	const value = headers["retry-after"]?.trim() ?? "";
	if (/^[0-9]+$/.test(value)) return Number(value) * 1000;
	const at = Date.parse(value);
	return Number.isNaN(at) ? 0 : at - date;
}

// A reset is a time of the server's clock, so it is compared with `Date`: the local clock may be wrong.
function responseDate(headers: Headers, now: number): number {
	const date = Date.parse(headers["date"] ?? "");
	return Number.isNaN(date) ? now : date;
}

function resetAt(headers: Headers): number | null {
	const seconds = parseCount(headers["x-rate-limit-reset"]);
	return seconds === null ? null : seconds * 1000;
}

function parseCount(value: string | undefined): number | null {
	return value !== undefined && /^[0-9]+$/.test(value.trim())
		? Number(value)
		: null;
}
