import type { HttpResponseData } from "@signoff/core";
import { refusalReply } from "../simulation/refusal-reply.ts";
import type { RateLimit } from "./types.ts";

/** The headers that the limits add to a reply, and the 429 of a request above a limit. */
export type RateLimitResult = {
	headers: Record<string, string>;
	refusal: HttpResponseData | null;
};

/** Counts requests against limits. `now` is in Unix milliseconds. */
export function createRateLimits(
	limits: RateLimit[],
): (now: number) => RateLimitResult {
	const windows = limits.map((limit) => ({ ...limit, from: 0, used: 0 }));
	return (now) => {
		for (const window of windows) {
			const from = now - (now % window.window_ms);
			if (from !== window.from) Object.assign(window, { from, used: 0 });
			window.used++;
		}
		const states = windows.map(({ requests, used, from, window_ms }) => ({
			limit: requests,
			remaining: requests - used,
			resets_at: from + window_ms,
		}));
		const [tightest] = states.toSorted((a, b) => a.remaining - b.remaining);
		if (tightest === undefined) return { headers: {}, refusal: null };
		const { limit, remaining, resets_at } = tightest;
		const headers = {
			"x-rate-limit-limit": String(limit),
			"x-rate-limit-remaining": String(Math.max(0, remaining)),
			"x-rate-limit-reset": String(Math.ceil(resets_at / 1_000)),
		};
		const refusal = remaining < 0 ? { ...refusalReply(429), headers } : null;
		return { headers, refusal };
	};
}
