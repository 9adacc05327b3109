// 30,000 years: a moment of our time plus a few durations is still a moment.
const maxDurationMs = 1e15;

/** A duration in whole milliseconds, rounded up, at most 30,000 years. */
export function wholeDuration(ms: number): number {
	return Math.min(maxDurationMs, Math.ceil(ms));
}
