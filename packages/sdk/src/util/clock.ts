/** The current moment, in Unix milliseconds. It never goes back. */
export type Clock = () => number;

/**
 * Starts a clock. It begins with the wall clock's moment and counts the milliseconds that pass: if the wall clock is set
 * meanwhile, nothing that waits is early, late, or over.
 */
export function startClock(): Clock {
	const startedAt = Date.now();
	const origin = performance.now();
	return () => startedAt + Math.floor(performance.now() - origin);
}

/** Milliseconds since an arbitrary moment, for durations within this process. They do not follow the wall clock. */
export function monotonicNow(): number {
	return Math.floor(performance.now());
}
