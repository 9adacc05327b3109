import { describe, expect, test } from "vitest";
import { blockedUntil, nextJobAt, nextRequestAt } from "./next-request.ts";
import {
	release,
	requestStarted,
	reserve,
	responseReceived,
} from "./rate-limiter.ts";
import { initialRateLimit, type RateLimitState } from "./state.ts";

const now = Date.parse("2026-05-01T10:00:00Z");
const second = 1_000;
const hour = 3_600_000;

/** Headers with a window that resets in `resetsIn` seconds by the server's clock. */
function headers(
	limit: number,
	remaining: number,
	resetsIn: number,
	skewMs = 0,
): Record<string, string> {
	return {
		"x-rate-limit-limit": String(limit),
		"x-rate-limit-remaining": String(remaining),
		"x-rate-limit-reset": String((now + skewMs) / 1000 + resetsIn),
		date: new Date(now + skewMs).toUTCString(),
	};
}

function ok(limit: number, remaining: number, resetsIn: number, skewMs = 0) {
	return { status: 200, headers: headers(limit, remaining, resetsIn, skewMs) };
}

const started = (state: RateLimitState, at = now): RateLimitState =>
	requestStarted(state, at);

const plain = { status: 200, headers: {} };
const burstMs = 10 * second;

/** One request with an immediate response. */
function after(
	state: RateLimitState,
	response: Parameters<typeof responseReceived>[1],
	at = now,
): RateLimitState {
	return responseReceived(started(state, at), response, at);
}

describe("before the first response", () => {
	test("one request goes alone", () => {
		expect(nextRequestAt(initialRateLimit(), now)).toBe(now);
		expect(nextRequestAt(started(initialRateLimit()), now)).toBe(now + second);
		expect(nextRequestAt(started(initialRateLimit()), now + 3 * second)).toBe(
			now + 3 * second,
		);
	});

	test("after a request without a response the next one goes alone", () => {
		const state = after(initialRateLimit(), null);
		expect(state.has_response).toBe(false);
		expect(nextRequestAt(state, now)).toBe(now);
		expect(nextRequestAt(started(state), now)).toBe(now + second);
	});

	test("after a response without rate-limit headers, many go", () => {
		const state = after(initialRateLimit(), plain);
		expect(nextRequestAt(started(started(state)), now)).toBe(now);
	});
});

test("blockedUntil counts limits, not a probe in flight", () => {
	expect(blockedUntil(started(initialRateLimit()), now)).toBe(now);
	const full = after(initialRateLimit(), ok(25, 0, 10));
	expect(blockedUntil(full, now)).toBe(now + 10 * second);
	expect(blockedUntil(full, now + 10 * second)).toBe(now + 10 * second);
	const blocked = after(initialRateLimit(), {
		status: 429,
		headers: { "retry-after": "7" },
	});
	expect(blockedUntil(blocked, now)).toBe(now + 7 * second);
});

describe("a new job", () => {
	test("leaves a request to each job that started before", () => {
		const state = after(initialRateLimit(), ok(25, 2, 10));
		const one = reserve(state, now);
		expect(nextJobAt(one, now)).toBe(now);
		const two = reserve(one, now);
		expect(nextJobAt(two, now)).toBe(now + 10 * second);
		expect(nextRequestAt(two, now)).toBe(now);
		expect(nextJobAt(release(two), now)).toBe(now);
	});

	test("starts alone if only a response can show the limits, then one each second", () => {
		const cold = reserve(initialRateLimit(), now);
		expect(nextRequestAt(cold, now)).toBe(now);
		expect(nextJobAt(cold, now)).toBe(now + second);
		const then = now + second;
		expect(nextJobAt(cold, then)).toBe(then);
		expect(nextJobAt(reserve(cold, then), then)).toBe(then + second);
	});

	test("waits for the reset, and for the first response after it", () => {
		const full = reserve(after(initialRateLimit(), ok(25, 0, 10)), now);
		const then = now + 10 * second;
		expect(nextJobAt(full, now)).toBe(then);
		expect(nextJobAt(reserve(full, then), then)).toBe(then + second);
	});
});

describe("a window", () => {
	test("is parsed from headers, in local time", () => {
		expect(after(initialRateLimit(), ok(25, 24, 10)).windows).toEqual([
			{
				limit: 25,
				remaining: 24,
				resets_at: now + 10 * second,
				reset: now / second + 10,
				length_ms: burstMs,
			},
		]);
	});

	test.each([0, hour, -hour, 86_400_000])(
		"uses the server's clock if the local one is wrong by %i ms",
		(skew) => {
			const state = after(initialRateLimit(), ok(25, 0, 10, skew));
			expect(nextRequestAt(state, now)).toBe(now + 10 * second);
		},
	);

	test("uses the local clock if the response has no date", () => {
		for (const date of [undefined, "yesterday"]) {
			const { date: _, ...rest } = headers(25, 0, 10);
			const response = {
				status: 200,
				headers: date === undefined ? rest : { ...rest, date },
			};
			expect(nextRequestAt(after(initialRateLimit(), response), now)).toBe(
				now + 10 * second,
			);
		}
	});

	test("allows requests while some remain, and counts them", () => {
		let state = after(initialRateLimit(), ok(25, 2, 10));
		expect(nextRequestAt(state, now)).toBe(now);
		state = started(state);
		expect(nextRequestAt(state, now)).toBe(now);
		state = started(state);
		expect(state.in_flight).toBe(2);
		expect(nextRequestAt(state, now)).toBe(now + 10 * second);
	});

	test("ends at its reset", () => {
		const state = after(initialRateLimit(), ok(25, 0, 10));
		expect(nextRequestAt(state, now + 10 * second - 1)).toBe(now + 10 * second);
		expect(nextRequestAt(state, now + 10 * second)).toBe(now + 10 * second);
		expect(nextRequestAt(state, now + 11 * second)).toBe(now + 11 * second);
	});

	test("that has ended lets one request go alone as a probe", () => {
		const state = after(initialRateLimit(), ok(25, 0, 10));
		const then = now + 10 * second;
		expect(nextRequestAt(state, then)).toBe(then);
		expect(nextRequestAt(started(state, then), then)).toBe(then + second);
	});

	test("that has ended is refilled if the next response does not describe it", () => {
		const state = started(started(after(initialRateLimit(), ok(25, 0, 4))));
		const then = now + 4 * second;
		const next = responseReceived(started(state, then), plain, then);
		expect(next.windows).toEqual([
			// One has its response, and two are in flight.
			{
				limit: 25,
				remaining: 22,
				resets_at: then + burstMs,
				reset: 0,
				length_ms: burstMs,
			},
		]);
		expect(nextRequestAt(next, then)).toBe(then);
	});

	test.each([
		[11, burstMs],
		[12, hour],
	])(
		"that resets in %i seconds has a length of %i ms",
		(seconds, length_ms) => {
			const state = after(initialRateLimit(), ok(25, 9, seconds));
			expect(state.windows).toMatchObject([{ length_ms }]);
		},
	);

	test("keeps its length if it is first seen near its end", () => {
		const hourly = after(initialRateLimit(), ok(3_600, 9, 1_800));
		const near = after(hourly, {
			status: 200,
			headers: { ...headers(3_600, 0, 1_800) },
		});
		const then = now + 1_800 * second;
		expect(after(near, plain, then).windows).toMatchObject([
			{ remaining: 3_599, resets_at: then + hour },
		]);
	});

	test("that has ended is not merged with the next one", () => {
		const state = after(initialRateLimit(), ok(25, 0, 10));
		const later = now + 10 * second;
		const next = responseReceived(
			started(state),
			{
				status: 200,
				headers: {
					...headers(25, 24, 20),
					date: new Date(later).toUTCString(),
				},
			},
			later,
		);
		expect(next.windows).toMatchObject([
			{ limit: 25, remaining: 24, resets_at: later + 10 * second },
		]);
	});
});

describe("two windows", () => {
	test("are both kept, identified by their limits", () => {
		let state = after(initialRateLimit(), ok(3_600, 3_000, 1_800));
		state = after(state, ok(25, 20, 10));
		expect(state.windows).toMatchObject([
			{ limit: 3_600, remaining: 2_999, resets_at: now + 1_800 * second },
			{ limit: 25, remaining: 20, resets_at: now + 10 * second },
		]);
	});

	test("are counted separately, in either order", () => {
		const hourly = after(initialRateLimit(), ok(3_600, 5, 1_800));
		expect(after(hourly, ok(25, 20, 10)).windows).toMatchObject([
			{ limit: 3_600, remaining: 4, resets_at: now + 1_800 * second },
			{ limit: 25, remaining: 20, resets_at: now + 10 * second },
		]);
	});

	test("hold a request back until the later reset", () => {
		const tight = after(
			after(initialRateLimit(), ok(3_600, 1, 1_800)),
			ok(25, 0, 10),
		);
		expect(nextRequestAt(tight, now)).toBe(now + 1_800 * second);
		const spike = after(
			after(initialRateLimit(), ok(3_600, 9, 1_800)),
			ok(25, 0, 10),
		);
		expect(nextRequestAt(spike, now)).toBe(now + 10 * second);
	});
});

describe("responses out of order", () => {
	test("within a window the lower count is the newer", () => {
		let state = after(initialRateLimit(), ok(25, 20, 10));
		state = started(started(started(state)));
		state = responseReceived(state, ok(25, 17, 10), now);
		// Two are still in flight, and the server may not have counted them yet.
		expect(state.windows[0]?.remaining).toBe(15);
		state = responseReceived(state, ok(25, 19, 10), now);
		expect(state.windows[0]?.remaining).toBe(15);
		state = responseReceived(state, ok(25, 18, 10), now);
		expect(state.windows[0]?.remaining).toBe(15);
		expect(state.in_flight).toBe(0);
	});

	test("a later reset is a new window with the server's count", () => {
		const state = after(initialRateLimit(), ok(25, 1, 10));
		expect(after(state, ok(25, 24, 10)).windows[0]?.remaining).toBe(0);
		expect(after(state, ok(25, 24, 11)).windows[0]?.remaining).toBe(24);
		expect(after(state, ok(25, 24, 11)).windows).toHaveLength(1);
	});

	test("an earlier reset is a delayed response", () => {
		const state = after(initialRateLimit(), ok(25, 20, 10));
		expect(after(state, ok(25, 24, 9)).windows[0]?.remaining).toBe(19);
		expect(after(state, ok(25, 0, 8)).windows).toEqual(started(state).windows);
	});

	test("a reset that is a second earlier is that of the same window, which does not open sooner", () => {
		const state = after(initialRateLimit(), ok(25, 20, 10));
		expect(after(state, ok(25, 0, 9)).windows).toEqual([
			{
				limit: 25,
				remaining: 0,
				resets_at: now + 10 * second,
				reset: now / second + 10,
				length_ms: burstMs,
			},
		]);
	});

	test("requests in flight count in a new window", () => {
		const state = responseReceived(
			started(started(initialRateLimit())),
			ok(25, 24, 10),
			now,
		);
		expect(state.windows[0]?.remaining).toBe(23);
		expect(state.in_flight).toBe(1);
	});

	test("the number in flight is never negative", () => {
		const state = responseReceived(
			started(started(initialRateLimit())),
			null,
			now,
		);
		expect(state.in_flight).toBe(1);
		expect(responseReceived(initialRateLimit(), null, now).in_flight).toBe(0);
	});

	test("a request without a response does not change the windows", () => {
		const state = started(after(initialRateLimit(), ok(25, 20, 10)));
		expect(responseReceived(state, null, now).windows).toEqual(state.windows);
	});
});

describe("429 and 503", () => {
	const state = after(initialRateLimit(), ok(25, 20, 10));

	test.each([429, 503])("%i blocks for the delay it names", (status) => {
		const response = { status, headers: { "retry-after": "7" } };
		const next = after(state, response);
		expect(nextRequestAt(next, now)).toBe(now + 7 * second);
		expect(nextRequestAt(next, now + 7 * second)).toBe(now + 7 * second);
	});

	test.each([200, 500, 502, 422])("%i blocks nothing", (status) => {
		const response = { status, headers: { "retry-after": "7" } };
		expect(after(state, response).blocked_until).toBe(0);
	});

	test("a block is never shortened", () => {
		const long = after(state, {
			status: 429,
			headers: { "retry-after": "60" },
		});
		const short = after(long, { status: 503, headers: { "retry-after": "1" } });
		expect(short.blocked_until).toBe(now + 60 * second);
		const fine = after(long, ok(25, 20, 10));
		expect(fine.blocked_until).toBe(now + 60 * second);
	});

	test("a block that is longer than the wait for a probe holds back the request after it", () => {
		const blocked = after(initialRateLimit(), {
			status: 429,
			headers: { "retry-after": "6" },
		});
		expect(nextRequestAt(started(blocked), now)).toBe(now + 6 * second);
	});

	test("an ended block lets one request go alone until its response", () => {
		const blocked = after(initialRateLimit(), {
			status: 429,
			headers: { "retry-after": "2" },
		});
		const then = now + 2 * second;
		expect(nextRequestAt(started(blocked, then), then)).toBe(then + second);
		const next = after(blocked, plain, then);
		expect(next.blocked_until).toBe(0);
		expect(nextRequestAt(started(next, then), then)).toBe(then);
	});

	test("a named wait that is shorter than the wait after a 429 does not count", () => {
		const headers = { "retry-after": "0" };
		expect(after(state, { status: 429, headers }).blocked_until).toBe(
			now + second,
		);
	});

	test("a 429 with a shorter wait, or without one, does not shorten a block", () => {
		const long = after(state, {
			status: 503,
			headers: { "retry-after": "60" },
		});
		const shorter: Record<string, string>[] = [{ "retry-after": "2" }, {}];
		for (const headers of shorter) {
			const later = after(long, { status: 429, headers }, now + second);
			expect(later.blocked_until).toBe(now + 60 * second);
			expect(nextRequestAt(later, now + second)).toBe(now + 60 * second);
		}
	});

	test("a 429 without a delay blocks for a second, a 503 does not block", () => {
		const blocked = (status: number) =>
			after(state, { status, headers: {} }).blocked_until;
		expect(blocked(429)).toBe(now + second);
		expect(blocked(503)).toBe(0);
	});

	test("a block and a full window: the later one counts", () => {
		const full = after(initialRateLimit(), ok(25, 0, 10));
		const wait = (seconds: string) =>
			nextRequestAt(
				after(full, { status: 429, headers: { "retry-after": seconds } }),
				now,
			);
		expect(wait("3")).toBe(now + 10 * second);
		expect(wait("30")).toBe(now + 30 * second);
	});
});

describe("invalid headers", () => {
	const good = headers(25, 0, 10);

	test.each([
		["x-rate-limit-limit", "many"],
		["x-rate-limit-limit", "25.5"],
		["x-rate-limit-remaining", "-1"],
		["x-rate-limit-remaining", ""],
		["x-rate-limit-reset", "2026-05-01"],
		["x-rate-limit-reset", "1e9"],
	])("%s: %j is no window", (name, value) => {
		const response = { status: 200, headers: { ...good, [name]: value } };
		expect(after(initialRateLimit(), response).windows).toEqual([]);
	});

	test.each([
		"x-rate-limit-limit",
		"x-rate-limit-remaining",
		"x-rate-limit-reset",
	])("without %s there is no window", (name) => {
		const { [name]: _, ...rest } = good;
		expect(
			after(initialRateLimit(), { status: 200, headers: rest }).windows,
		).toEqual([]);
	});

	test("a window longer than the longest is ignored", () => {
		const state = after(initialRateLimit(), ok(25, 0, 90_000));
		expect(state.windows).toEqual([]);
		expect(nextRequestAt(state, now)).toBe(now);
	});

	test("an impossible wait blocks for a second at 429, and not at 503", () => {
		const headers = { "retry-after": "999999999" };
		const blocked = (status: number) =>
			blockedUntil(after(initialRateLimit(), { status, headers }), now);
		expect(blocked(429)).toBe(now + second);
		expect(blocked(503)).toBe(now);
	});

	test.each([-300_000, 300_000])(
		"without a date, a local clock that is wrong by %i ms blocks for ten seconds at most",
		(skew) => {
			const { date: _, ...undated } = headers(25, 0, 5);
			for (const status of [200, 429]) {
				const at = now + skew;
				const state = after(
					initialRateLimit(),
					{ status, headers: undated },
					at,
				);
				expect(blockedUntil(state, at) - at).toBeLessThanOrEqual(10 * second);
			}
		},
	);

	test("a reset before the response counts as now", () => {
		const state = after(initialRateLimit(), ok(25, 0, -10));
		expect(state.windows[0]?.resets_at).toBe(now);
		expect(nextRequestAt(state, now)).toBe(now);
	});
});

test("no function changes its state argument", () => {
	const state = Object.freeze(after(initialRateLimit(), ok(25, 20, 10)));
	Object.freeze(state.windows);
	for (const window of state.windows) Object.freeze(window);
	expect(started(state).windows[0]?.remaining).toBe(19);
	expect(
		responseReceived(state, ok(25, 3, 10), now).windows[0]?.remaining,
	).toBe(3);
	expect(state.windows[0]?.remaining).toBe(20);
});

describe("a burst limit that no header shows", () => {
	/** A number of requests, each with an immediate response. */
	const calls = (
		count: number,
		response = plain,
		from = initialRateLimit(),
	): RateLimitState =>
		Array.from({ length: count }).reduce<RateLimitState>(
			(state) => after(state, response),
			from,
		);

	test("is possible from the 26th request in ten seconds on: that one goes alone", () => {
		expect(nextRequestAt(started(calls(23)), now)).toBe(now);
		expect(nextRequestAt(started(calls(24)), now)).toBe(now + second);
		expect(nextRequestAt(started(calls(25)), now)).toBe(now + second);
		const then = now + 11 * second;
		const once = requestStarted(calls(24), now);
		expect(nextRequestAt(requestStarted(once, then), then)).toBe(then);
		expect(nextRequestAt(requestStarted(once, then - 1), then - 1)).toBe(
			then - 1 + second,
		);
	});

	test("is ruled out once more requests succeed than two windows allow", () => {
		expect(calls(50).burst_limit_ruled_out).toBe(false);
		const state = calls(51);
		expect(state.burst_limit_ruled_out).toBe(true);
		expect(nextRequestAt(started(started(state)), now)).toBe(now);
		expect(started(state).recent).toEqual([]);
	});

	test("is not ruled out by a 429 to the 51st request", () => {
		const refused = { status: 429, headers: { "retry-after": "60" } };
		expect(after(calls(50), refused).burst_limit_ruled_out).toBe(false);
	});

	test.each([
		[8_999, true],
		[9_000, false],
	])(
		"if the first of 51 was sent %d ms before the last: ruled out is %s",
		(ms, isRuledOut) => {
			const first = after(initialRateLimit(), plain, now - ms);
			expect(calls(50, plain, first).burst_limit_ruled_out).toBe(isRuledOut);
		},
	);

	test("is searched for among the last 51 requests only", () => {
		const many = Array.from({ length: 60 }, (_, index) => now + index);
		const { recent } = many.reduce(started, initialRateLimit());
		expect(recent).toEqual(many.slice(-51));
		expect(started(initialRateLimit()).recent).toEqual([now]);
	});

	test("is ruled out if headers show a window of ten seconds", () => {
		const state = calls(30, ok(100, 50, 10));
		expect(nextRequestAt(started(state), now)).toBe(now);
		expect(state.recent.length).toBeLessThan(2);
	});

	test("is assumed after a 429 to the 26th", () => {
		const refused = { status: 429, headers: { "retry-after": "6" } };
		const state = after(calls(25), refused);
		expect(state.burst_limit_ruled_out).toBe(false);
		expect(state.windows).toMatchObject([
			{ limit: 25, remaining: 0, resets_at: now + 6 * second },
		]);
		const then = now + 6 * second;
		expect(after(state, plain, then).windows).toMatchObject([
			{ limit: 25, remaining: 24, resets_at: then + burstMs },
		]);
	});

	test("is not assumed after a longer block, nor if a burst limit is known", () => {
		const wait = (seconds: string) => ({
			status: 429,
			headers: { "retry-after": seconds },
		});
		expect(after(calls(25), wait("600")).windows).toEqual([]);
		expect(after(calls(25), wait("11")).windows).toEqual([]);
		expect(after(calls(25), wait("10")).windows).toHaveLength(1);
		const later = (ms: number) =>
			after(calls(25), wait("6"), now + ms).windows.length;
		expect(later(burstMs + second - 1)).toBe(1);
		expect(later(burstMs + second)).toBe(0);
		expect(after(calls(24), wait("6")).windows).toEqual([]);
		const known = calls(5, ok(25, 20, 10));
		expect(after(known, wait("3")).windows).toHaveLength(1);
	});
});
