import type { Fetch } from "../http/transport.ts";

/** A server with a rate limit per window. Its clock is `Date`, which a test may fake. */
export type RateLimitedServer = {
	fetch: Fetch;
	/** Each request received, with the status returned, in order. */
	requests: { method: string; path: string; search: string; status: number }[];
	/** Start of a window, in Unix milliseconds → the requests that it received. */
	used: Map<number, number>;
};

/**
 * Replies to the requests within a limit (by default 25 in ten seconds, contract §4) as `reply` says, and to all others
 * with 429.
 *
 * @param latencyMs how long each reply takes
 */
export function rateLimitedServer(
	latencyMs: number,
	reply: (method: string, path: string, search: string) => Response,
	limit = 25,
	windowMs = 10_000,
): RateLimitedServer {
	const requests: RateLimitedServer["requests"] = [];
	const used = new Map<number, number>();
	const fetch: Fetch = async (input, init) => {
		const { method, url } = new Request(input, init);
		const { pathname: path, search } = new URL(url);
		await wait(latencyMs / 2);
		const windowStart = Date.now() - (Date.now() % windowMs);
		const count = (used.get(windowStart) ?? 0) + 1;
		used.set(windowStart, count);
		const response =
			count > limit
				? new Response(null, { status: 429 })
				: reply(method, path, search);
		const { headers, status } = response;
		headers.set("Date", new Date(Date.now()).toUTCString());
		headers.set("X-Rate-Limit-Limit", String(limit));
		headers.set("X-Rate-Limit-Remaining", String(Math.max(0, limit - count)));
		headers.set("X-Rate-Limit-Reset", String((windowStart + windowMs) / 1_000));
		requests.push({ method, path, search, status });
		await wait(latencyMs / 2);
		return response;
	};
	return { fetch, requests, used };
}

function wait(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}
