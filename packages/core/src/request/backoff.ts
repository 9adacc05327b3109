const firstBackoffMs = 250;

const maxBackoffMs = 5_000;

/** The least time from now to `retry_at` of an outcome. */
export const minRetryDelayMs = 1_000;

/** Exponential backoff with jitter: between half and all of 250 ms, 500 ms, 1 s, … 5 s. */
export function backoffMs(failures: number, random: number): number {
	const maxDelayMs = Math.min(
		maxBackoffMs,
		firstBackoffMs * 2 ** Math.min(failures, 10),
	);
	return Math.round(maxDelayMs * (0.5 + random / 2));
}
