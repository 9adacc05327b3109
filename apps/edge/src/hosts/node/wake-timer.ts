/** One timer for many moments: it fires at the earliest one. */
export type WakeTimer = {
	/** @param at Unix milliseconds; a later moment than the one that is scheduled changes nothing */
	schedule(at: number): void;
	stop(): void;
};

/** The longest time that `setTimeout` takes, in milliseconds. */
const maxTimeoutMs = 2 ** 31 - 1;

/**
 * Creates a timer that does not keep the process running.
 *
 * @param now Unix milliseconds
 */
export function createWakeTimer(
	now: () => number,
	callback: () => void,
): WakeTimer {
	let at = Number.POSITIVE_INFINITY;
	let timeout: NodeJS.Timeout | undefined;
	return {
		schedule(moment) {
			if (moment >= at) return;
			clearTimeout(timeout);
			at = moment;
			timeout = setTimeout(
				() => {
					at = Number.POSITIVE_INFINITY;
					callback();
				},
				Math.min(Math.max(0, moment - now()), maxTimeoutMs),
			);
			timeout.unref();
		},
		stop() {
			clearTimeout(timeout);
			at = Number.NEGATIVE_INFINITY;
		},
	};
}
