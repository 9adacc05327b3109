import { monotonicNow } from "../../util/clock.ts";

/** Holds token requests back for as long as the login server asks (contract §4). */
export type RequestHold = {
	/** Milliseconds until the next token request may go; 0 if it may go now. */
	remainingMs(): number;
	/** Holds requests back for so many milliseconds from now; 0: no longer than it does already. */
	extend(ms: number): void;
};

/** Creates a hold that lets requests go. */
export function createRequestHold(): RequestHold {
	let until = 0;
	return {
		remainingMs: () => Math.max(0, until - monotonicNow()),
		extend(ms) {
			if (ms <= 0) return;
			// One more, since the clock has dropped the fraction of a millisecond.
			until = Math.max(until, monotonicNow() + 1 + ms);
		},
	};
}
