/** The last moment that a `Date` can hold, in Unix milliseconds. */
export const maxMoment = 8.64e15;

// 30,000 years: a moment of our time plus a few durations is still a moment.
const maxDurationMs = 1e15;

/** A duration in whole milliseconds, rounded up, at most 30,000 years. */
export function wholeDuration(ms: number): number {
	return Math.min(maxDurationMs, Math.ceil(ms));
}
