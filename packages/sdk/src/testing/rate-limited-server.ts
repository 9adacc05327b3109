import type { Fetch } from "../http/transport.ts";

/** A server that takes so many calls in each window, in whatever time the test keeps. */
export type LimitedServer = {
	fetch: Fetch;
	/** Each call that came, with its status, in order. */
	seen: { method: string; path: string; status: number }[];
};

const windowMs = 10_000;

/**
 * Answers every call that a limit of 25 in ten seconds lets through (contract §4), each after some milliseconds, as
 * `answer` says; any other one with 429.
 */
export function limitedServer(
	latencyMs: number,
	answer: (method: string, path: string) => Response,
	limit = 25,
): LimitedServer {
	const seen: LimitedServer["seen"] = [];
	const used = new Map<number, number>();
	const fetch: Fetch = async (input, init) => {
		const { method, url } = new Request(input, init);
		const { pathname: path } = new URL(url);
		await wait(latencyMs / 2);
		const from = Date.now() - (Date.now() % windowMs);
		const count = (used.get(from) ?? 0) + 1;
		used.set(from, count);
		const response =
			count > limit
				? new Response(null, { status: 429 })
				: answer(method, path);
		const { headers, status } = response;
		headers.set("Date", new Date().toUTCString());
		headers.set("X-Rate-Limit-Limit", String(limit));
		headers.set("X-Rate-Limit-Remaining", String(Math.max(0, limit - count)));
		headers.set("X-Rate-Limit-Reset", String((from + windowMs) / 1_000));
		seen.push({ method, path, status });
		await wait(latencyMs / 2);
		return response;
	};
	return { fetch, seen };
}

function wait(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}
