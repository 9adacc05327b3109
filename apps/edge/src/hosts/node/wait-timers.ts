/** The timers of callers who wait, which all end soon once the process stops. */
export type WaitTimers = {
	/** Calls back after a time in milliseconds; returns what cancels it. */
	after(ms: number, callback: () => void): () => void;
	/** Lets no timer, present or later, take longer than this from now on. */
	limit(ms: number): void;
};

/** Creates timers. */
export function createWaitTimers(): WaitTimers {
	const waiting = new Set<{ callback: () => void; timeout: NodeJS.Timeout }>();
	let longest = Number.POSITIVE_INFINITY;

	return {
		after(ms, callback) {
			const end = (): void => {
				waiting.delete(entry);
				callback();
			};
			const entry = {
				callback: end,
				timeout: setTimeout(end, Math.min(ms, longest)),
			};
			waiting.add(entry);
			return () => {
				clearTimeout(entry.timeout);
				waiting.delete(entry);
			};
		},
		limit(ms) {
			longest = ms;
			for (const { callback } of waiting) setTimeout(callback, ms).unref();
		},
	};
}
