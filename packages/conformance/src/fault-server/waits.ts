import type { HttpResponseData } from "@signoff/core";
import { retryDelayFromHeaders } from "@signoff/core/rate-limit";
import type { ReceivedRequest } from "./types.ts";

type Call = ReceivedRequest["call"];

/** A timer may fire a little before its time, and clocks differ. */
const toleranceMs = 100;

/** The moments until which a world's server has asked clients not to repeat a request. */
export class Waits {
	readonly #until = new Map<Call, number>();

	/** Stores the wait that a reply names, if it names one. `now` in Unix milliseconds. */
	replied(
		call: Call,
		{ status, headers }: HttpResponseData,
		now: number,
	): void {
		// Without `Date`, whose seconds are rounded down: a client that waits by its own clock is not early.
		const { date: _, ...others } = headers;
		const delayMs = retryDelayFromHeaders(status, others, now);
		if (delayMs > 0) this.#until.set(call, now + delayMs);
	}

	/** Whether a request of this kind arrives before the moment that the server named. */
	isTooEarly(call: Call, now: number): boolean {
		return now < (this.#until.get(call) ?? 0) - toleranceMs;
	}
}
