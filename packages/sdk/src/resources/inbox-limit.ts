import { windowFromHeaders } from "@signoff/core/rate-limit";
import type { RequestEvent } from "@signoff/core/request";
import type { RateLimiter, RateLimitSlot } from "../rate-limit/rate-limiter.ts";

/** What is left of the server's rate limit (contract §4), by its headers. */
export type InboxQuota = {
	/** Requests in a window. */
	limit: number;
	/** Requests that are left in this window. */
	remaining: number;
	/** When the next window begins: ISO 8601, UTC. */
	resets_at: string;
};

/** What an inbox run observes of the rate limiter that it uses. */
export type LimitObserver = {
	/** The rate limiter for the requests of the run. */
	rateLimiter: RateLimiter;
	/** How many requests were sent. */
	requests: () => number;
	/** The longer window, if responses show two; `null` if they show none. */
	quota: () => InboxQuota | null;
	/** Until when the limit holds all requests: ISO 8601, UTC; `null` if it does not. */
	waitingUntil: () => string | null;
	/** Notes that the limit holds all requests until a time in Unix milliseconds. */
	hold: (until: number) => void;
	/** Until when nothing may be read, so that a share of the quota is left for answers, in Unix milliseconds; or `null`. */
	reservedUntil: () => number | null;
};

/** The share of the longer window that is left to other requests, such as answers. */
const reservedShare = 0.05;

// A burst limit (contract §4) is over in seconds: nothing is left over of it.
const maxBurstLimit = 25;

// The rate limiter checks more often whether a request may go. A shorter wait is not worth a report.
const minWaitMs = 1_000;

type Window = { limit: number; remaining: number; resets_at: number };

/** @param onHold called when the limit begins to hold the requests */
export function observeLimit(
	limiter: RateLimiter,
	onHold: () => void,
): LimitObserver {
	const windows = new Map<number, Window>();
	let sent = 0;
	let heldUntil = 0;
	let inFlight = 0;

	function hold(until: number): void {
		if (until - Date.now() < minWaitMs || until - heldUntil < minWaitMs) return;
		heldUntil = until;
		onHold();
	}

	function ended(event: RequestEvent): void {
		sent++;
		inFlight--;
		if (event.kind !== "response") return;
		const now = Date.now();
		const window = windowFromHeaders(event.headers, now);
		if (window === null) return;
		const { limit, remaining, resets_in } = window;
		windows.set(limit, { limit, remaining, resets_at: now + resets_in });
	}

	function openSlot(): RateLimitSlot {
		const slot = limiter.openSlot();
		return {
			...slot,
			tryAcquire: (urgent) => {
				const acquired = slot.tryAcquire(urgent);
				if (acquired) {
					heldUntil = 0;
					inFlight++;
				}
				return acquired;
			},
			wait: () => {
				const released = slot.wait();
				hold(Date.now() + slot.blockedMs());
				return released;
			},
			complete: (event) => {
				slot.complete(event);
				ended(event);
			},
		};
	}

	function longestWindow(): Window | null {
		const now = Date.now();
		const open = [...windows.values()].filter((each) => each.resets_at > now);
		return open.sort((a, b) => b.limit - a.limit)[0] ?? null;
	}

	function quota(): InboxQuota | null {
		const window = longestWindow();
		if (window === null) return null;
		const { limit, remaining, resets_at } = window;
		return { limit, remaining, resets_at: new Date(resets_at).toISOString() };
	}

	function reservedUntil(): number | null {
		const window = longestWindow();
		if (window === null || window.limit <= maxBurstLimit) return null;
		const reserved = Math.ceil(window.limit * reservedShare);
		return window.remaining - inFlight > reserved ? null : window.resets_at;
	}

	return {
		rateLimiter: { ...limiter, openSlot },
		requests: () => sent,
		quota,
		waitingUntil: () =>
			heldUntil > Date.now() ? new Date(heldUntil).toISOString() : null,
		hold,
		reservedUntil,
	};
}
