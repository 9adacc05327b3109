/** The rate limit of a server of the tests. */
export type Limiter = {
	/** Allows so many requests in each second. */
	limit(perSecond: number): void;
	/** How many requests were over the limit. */
	refused(): number;
	/** Counts a request; the headers say what is left of the second. */
	count(): { isOver: boolean; headers: Record<string, string> };
};

/** Creates a limiter, at first without a limit. */
export function createLimiter(): Limiter {
	let perSecond = Number.POSITIVE_INFINITY;
	let window = { second: 0, used: 0 };
	let refused = 0;
	return {
		limit(requests) {
			perSecond = requests;
		},
		refused: () => refused,
		count() {
			if (perSecond === Number.POSITIVE_INFINITY)
				return { isOver: false, headers: {} };
			const second = Math.floor(Date.now() / 1_000);
			const used = window.second === second ? window.used + 1 : 1;
			window = { second, used };
			const isOver = used > perSecond;
			if (isOver) refused += 1;
			const headers = {
				"X-Rate-Limit-Limit": String(perSecond),
				"X-Rate-Limit-Remaining": String(Math.max(0, perSecond - used)),
				"X-Rate-Limit-Reset": String(second + 1),
			};
			return { isOver, headers };
		},
	};
}
