/** When those who found no place shall ask again: one after the other, at the pace at which places become free. */
export type ReturnSchedule = {
	/** A place became free. */
	left(): void;
	/** How long the next one shall wait, in milliseconds. */
	nextMs(): number;
};

const firstIntervalMs = 100;
const shortestMs = 1_000;
const longestMs = 900_000;
/** How much of the pace the latest interval decides. */
const weight = 0.1;

/**
 * Spreads those who return over time. If all returned together, each time most of them would find no place.
 *
 * @param now milliseconds
 */
export function createReturnSchedule(now: () => number): ReturnSchedule {
	let intervalMs = firstIntervalMs;
	let leftAt: number | null = null;
	let last = 0;
	return {
		left() {
			const at = now();
			if (leftAt !== null)
				intervalMs += weight * (Math.min(at - leftAt, longestMs) - intervalMs);
			leftAt = at;
		},
		nextMs() {
			last = Math.max(last, now()) + intervalMs;
			return Math.min(Math.max(last - now(), shortestMs), longestMs);
		},
	};
}
