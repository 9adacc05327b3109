import type { HttpResponseData } from "@signoff/core";
import { refusalReply } from "../simulation/refusal-reply.ts";
import type { RateLimit } from "./types.ts";

/** What the limits say to one call: the headers of its answer, and the answer itself where it is one too many. */
export type RateLimitResult = {
	headers: Record<string, string>;
	refusal: HttpResponseData | null;
};

/** Counts calls against limits. `now` is Unix milliseconds. */
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
		const left = windows.map(({ calls, used, from, window_ms }) => ({
			limit: calls,
			remaining: calls - used,
			resets_at: from + window_ms,
		}));
		const [tightest] = left.toSorted((a, b) => a.remaining - b.remaining);
		if (tightest === undefined) return { headers: {}, refusal: null };
		const headers = {
			"x-rate-limit-limit": String(tightest.limit),
			"x-rate-limit-remaining": String(Math.max(0, tightest.remaining)),
			"x-rate-limit-reset": String(Math.ceil(tightest.resets_at / 1_000)),
		};
		return {
			headers,
			refusal:
				tightest.remaining < 0 ? { ...refusalReply(429), headers } : null,
		};
	};
}
