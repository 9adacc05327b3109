/** Header names are lower case. */
export type Headers = Record<string, string>;

/** What an answer says of one of the server's windows. */
export type HeaderWindow = {
	limit: number;
	remaining: number;
	/** When it resets, by the server's clock, in Unix seconds: all answers about one window name the same. */
	reset: number;
	/** Milliseconds from the answer on. */
	resets_in: number;
};

// Longer than the longest window: a header beyond it is nonsense.
const maxWaitMs = 3_660_000;

/**
 * How long the server asks to wait, in milliseconds; 0 where it does not say. At 429 the later of
 * `X-Rate-Limit-Reset` and `Retry-After` counts, since sources disagree (contract §4).
 */
export function retryDelayFromHeaders(
	status: number,
	headers: Headers,
	now: number,
): number {
	const date = answerDate(headers, now);
	const reset = status === 429 ? (resetAt(headers) ?? 0) - date : 0;
	return Math.min(maxWaitMs, Math.max(0, reset, retryAfterMs(headers, date)));
}

/** The window that an answer describes, whichever of the two it is; `null` where it describes none. */
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
		Math.max(0, reset - answerDate(headers, now)),
	);
	return { limit, remaining, reset: reset / 1_000, resets_in };
}

function retryAfterMs(headers: Headers, date: number): number {
	const value = headers["retry-after"]?.trim() ?? "";
	if (/^[0-9]+$/.test(value)) return Number(value) * 1000;
	const at = Date.parse(value);
	return Number.isNaN(at) ? 0 : at - date;
}

// A reset is the server's time, so it is compared with the server's own clock: ours may be wrong.
function answerDate(headers: Headers, now: number): number {
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
