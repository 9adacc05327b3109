import { describe, expect, test } from "vitest";
import { blockedUntil, nextJobAt, nextRequestAt } from "./next-request.ts";
import {
	requestStarted as calledAt,
	release,
	reserve,
	responseReceived,
} from "./rate-limiter.ts";
import { initialRateLimit, type RateLimitState } from "./state.ts";

const now = Date.parse("2026-05-01T10:00:00Z");
const second = 1_000;
const hour = 3_600_000;

/** Headers of an answer whose window ends in so many seconds, by the server's own clock. */
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

const called = (pace: RateLimitState, at = now): RateLimitState =>
	calledAt(pace, at);

const plain = { status: 200, headers: {} };
const spikeMs = 10 * second;

/** One call, answered at once. */
function after(
	pace: RateLimitState,
	reply: Parameters<typeof responseReceived>[1],
	at = now,
): RateLimitState {
	return responseReceived(called(pace, at), reply, at);
}

describe("before anything is known", () => {
	test("one call goes, alone", () => {
		expect(nextRequestAt(initialRateLimit(), now)).toBe(now);
		expect(nextRequestAt(called(initialRateLimit()), now)).toBe(now + second);
		expect(nextRequestAt(called(initialRateLimit()), now + 3 * second)).toBe(
			now + 3 * second,
		);
	});

	test("one without an answer lets the next one go, alone again", () => {
		const pace = after(initialRateLimit(), null);
		expect(pace.has_response).toBe(false);
		expect(nextRequestAt(pace, now)).toBe(now);
		expect(nextRequestAt(called(pace), now)).toBe(now + second);
	});

	test("an answer without limits lets many go", () => {
		const pace = after(initialRateLimit(), plain);
		expect(nextRequestAt(called(called(pace)), now)).toBe(now);
	});
});

test("what waits for an answer alone is not closed: a limit is, until its reset", () => {
	expect(blockedUntil(called(initialRateLimit()), now)).toBe(now);
	const full = after(initialRateLimit(), ok(25, 0, 10));
	expect(blockedUntil(full, now)).toBe(now + 10 * second);
	expect(blockedUntil(full, now + 10 * second)).toBe(now + 10 * second);
	const blocked = after(initialRateLimit(), {
		status: 429,
		headers: { "retry-after": "7" },
	});
	expect(blockedUntil(blocked, now)).toBe(now + 7 * second);
});

describe("new work", () => {
	test("leaves a call to each that was begun before it", () => {
		const pace = after(initialRateLimit(), ok(25, 2, 10));
		const one = reserve(pace, now);
		expect(nextJobAt(one, now)).toBe(now);
		const two = reserve(one, now);
		expect(nextJobAt(two, now)).toBe(now + 10 * second);
		expect(nextRequestAt(two, now)).toBe(now);
		expect(nextJobAt(release(two), now)).toBe(now);
	});

	test("is begun alone where only an answer can tell, and then one each second", () => {
		const cold = reserve(initialRateLimit(), now);
		expect(nextRequestAt(cold, now)).toBe(now);
		expect(nextJobAt(cold, now)).toBe(now + second);
		const then = now + second;
		expect(nextJobAt(cold, then)).toBe(then);
		expect(nextJobAt(reserve(cold, then), then)).toBe(then + second);
	});

	test("waits for the reset, and for the first answer after it", () => {
		const full = reserve(after(initialRateLimit(), ok(25, 0, 10)), now);
		const then = now + 10 * second;
		expect(nextJobAt(full, now)).toBe(then);
		expect(nextJobAt(reserve(full, then), then)).toBe(then + second);
	});
});

describe("a window", () => {
	test("is learnt from an answer, in our own time", () => {
		expect(after(initialRateLimit(), ok(25, 24, 10)).windows).toEqual([
			{
				limit: 25,
				remaining: 24,
				resets_at: now + 10 * second,
				reset: now / second + 10,
				length_ms: spikeMs,
			},
		]);
	});

	test.each([0, hour, -hour, 86_400_000])(
		"is told by the server's clock, however ours is wrong (%i ms)",
		(skew) => {
			const pace = after(initialRateLimit(), ok(25, 0, 10, skew));
			expect(nextRequestAt(pace, now)).toBe(now + 10 * second);
		},
	);

	test("is told by our clock where the answer has no date", () => {
		for (const date of [undefined, "yesterday"]) {
			const { date: _, ...rest } = headers(25, 0, 10);
			const reply = {
				status: 200,
				headers: date === undefined ? rest : { ...rest, date },
			};
			expect(nextRequestAt(after(initialRateLimit(), reply), now)).toBe(
				now + 10 * second,
			);
		}
	});

	test("lets calls go while some remain, and counts them as they go", () => {
		let pace = after(initialRateLimit(), ok(25, 2, 10));
		expect(nextRequestAt(pace, now)).toBe(now);
		pace = called(pace);
		expect(nextRequestAt(pace, now)).toBe(now);
		pace = called(pace);
		expect(pace.in_flight).toBe(2);
		expect(nextRequestAt(pace, now)).toBe(now + 10 * second);
	});

	test("is over when it resets", () => {
		const pace = after(initialRateLimit(), ok(25, 0, 10));
		expect(nextRequestAt(pace, now + 10 * second - 1)).toBe(now + 10 * second);
		expect(nextRequestAt(pace, now + 10 * second)).toBe(now + 10 * second);
		expect(nextRequestAt(pace, now + 11 * second)).toBe(now + 11 * second);
	});

	test("that is over lets one call go, alone, to find out", () => {
		const pace = after(initialRateLimit(), ok(25, 0, 10));
		const then = now + 10 * second;
		expect(nextRequestAt(pace, then)).toBe(then);
		expect(nextRequestAt(called(pace, then), then)).toBe(then + second);
	});

	test("that is over, and of which the next answer says nothing, is full again", () => {
		const pace = called(called(after(initialRateLimit(), ok(25, 0, 4))));
		const then = now + 4 * second;
		const next = responseReceived(called(pace, then), plain, then);
		expect(next.windows).toEqual([
			// One is answered, and two are under way.
			{
				limit: 25,
				remaining: 22,
				resets_at: then + spikeMs,
				reset: 0,
				length_ms: spikeMs,
			},
		]);
		expect(nextRequestAt(next, then)).toBe(then);
	});

	test("keeps its length: seen near its end, it is no shorter the next time", () => {
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

	test("that is over is not mixed with the next of its kind", () => {
		const pace = after(initialRateLimit(), ok(25, 0, 10));
		const later = now + 10 * second;
		const next = responseReceived(
			called(pace),
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
	test("are both kept, told apart by their limits", () => {
		let pace = after(initialRateLimit(), ok(3_600, 3_000, 1_800));
		pace = after(pace, ok(25, 20, 10));
		expect(pace.windows).toMatchObject([
			{ limit: 3_600, remaining: 2_999, resets_at: now + 1_800 * second },
			{ limit: 25, remaining: 20, resets_at: now + 10 * second },
		]);
	});

	test("are counted each by itself, the tighter told first or last", () => {
		const hourly = after(initialRateLimit(), ok(3_600, 5, 1_800));
		expect(after(hourly, ok(25, 20, 10)).windows).toMatchObject([
			{ limit: 3_600, remaining: 4, resets_at: now + 1_800 * second },
			{ limit: 25, remaining: 20, resets_at: now + 10 * second },
		]);
	});

	test("hold a call back for the later of those used up", () => {
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

describe("answers that overtake each other", () => {
	test("within a window: the lower count is the newer", () => {
		let pace = after(initialRateLimit(), ok(25, 20, 10));
		pace = called(called(called(pace)));
		pace = responseReceived(pace, ok(25, 17, 10), now);
		// Two are still under way, and the server may not have counted them yet.
		expect(pace.windows[0]?.remaining).toBe(15);
		pace = responseReceived(pace, ok(25, 19, 10), now);
		expect(pace.windows[0]?.remaining).toBe(15);
		pace = responseReceived(pace, ok(25, 18, 10), now);
		expect(pace.windows[0]?.remaining).toBe(15);
		expect(pace.in_flight).toBe(0);
	});

	test("a later reset is a new window, and the server's word counts anew", () => {
		const pace = after(initialRateLimit(), ok(25, 1, 10));
		expect(after(pace, ok(25, 24, 10)).windows[0]?.remaining).toBe(0);
		expect(after(pace, ok(25, 24, 11)).windows[0]?.remaining).toBe(24);
		expect(after(pace, ok(25, 24, 11)).windows).toHaveLength(1);
	});

	test("an earlier reset is an answer that comes late", () => {
		const pace = after(initialRateLimit(), ok(25, 20, 10));
		expect(after(pace, ok(25, 24, 9)).windows[0]?.remaining).toBe(19);
	});

	test("what is under way counts in a new window too", () => {
		const pace = responseReceived(
			called(called(initialRateLimit())),
			ok(25, 24, 10),
			now,
		);
		expect(pace.windows[0]?.remaining).toBe(23);
		expect(pace.in_flight).toBe(1);
	});

	test("a call that ended unseen is not under way", () => {
		const pace = responseReceived(
			called(called(initialRateLimit())),
			null,
			now,
		);
		expect(pace.in_flight).toBe(1);
		expect(responseReceived(initialRateLimit(), null, now).in_flight).toBe(0);
	});

	test("a lost answer leaves the windows as they were", () => {
		const pace = called(after(initialRateLimit(), ok(25, 20, 10)));
		expect(responseReceived(pace, null, now).windows).toEqual(pace.windows);
	});
});

describe("429 and 503", () => {
	const pace = after(initialRateLimit(), ok(25, 20, 10));

	test.each([429, 503])("%i blocks as long as it says", (status) => {
		const reply = { status, headers: { "retry-after": "7" } };
		const next = after(pace, reply);
		expect(nextRequestAt(next, now)).toBe(now + 7 * second);
		expect(nextRequestAt(next, now + 7 * second)).toBe(now + 7 * second);
	});

	test.each([200, 500, 502, 422])("%i blocks nothing", (status) => {
		const reply = { status, headers: { "retry-after": "7" } };
		expect(after(pace, reply).blocked_until).toBe(0);
	});

	test("a block is never shortened", () => {
		const long = after(pace, { status: 429, headers: { "retry-after": "60" } });
		const short = after(long, { status: 503, headers: { "retry-after": "1" } });
		expect(short.blocked_until).toBe(now + 60 * second);
		const fine = after(long, ok(25, 20, 10));
		expect(fine.blocked_until).toBe(now + 60 * second);
	});

	test("a block that is over lets one call go, alone, and ends with its answer", () => {
		const blocked = after(initialRateLimit(), {
			status: 429,
			headers: { "retry-after": "2" },
		});
		const then = now + 2 * second;
		expect(nextRequestAt(called(blocked, then), then)).toBe(then + second);
		const next = after(blocked, plain, then);
		expect(next.blocked_until).toBe(0);
		expect(nextRequestAt(called(next, then), then)).toBe(then);
	});

	test("a 429 that names no wait blocks for a second, a 503 not at all", () => {
		const blocked = (status: number) =>
			after(pace, { status, headers: {} }).blocked_until;
		expect(blocked(429)).toBe(now + second);
		expect(blocked(503)).toBe(0);
	});

	test("a block and a full window: the later one", () => {
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

describe("headers that are nonsense", () => {
	const good = headers(25, 0, 10);

	test.each([
		["x-rate-limit-limit", "many"],
		["x-rate-limit-limit", "25.5"],
		["x-rate-limit-remaining", "-1"],
		["x-rate-limit-remaining", ""],
		["x-rate-limit-reset", "2026-05-01"],
		["x-rate-limit-reset", "1e9"],
	])("%s: %j is no window", (name, value) => {
		const reply = { status: 200, headers: { ...good, [name]: value } };
		expect(after(initialRateLimit(), reply).windows).toEqual([]);
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

	test("a window beyond the longest is cut to that", () => {
		const pace = after(initialRateLimit(), ok(25, 0, 90_000));
		expect(pace.windows[0]?.resets_at).toBe(now + 3_660_000);
	});

	test("a window that ended before the answer is over", () => {
		const pace = after(initialRateLimit(), ok(25, 0, -10));
		expect(pace.windows[0]?.resets_at).toBe(now);
		expect(nextRequestAt(pace, now)).toBe(now);
	});
});

test("no function changes the pace it was given", () => {
	const pace = Object.freeze(after(initialRateLimit(), ok(25, 20, 10)));
	Object.freeze(pace.windows);
	for (const window of pace.windows) Object.freeze(window);
	expect(called(pace).windows[0]?.remaining).toBe(19);
	expect(responseReceived(pace, ok(25, 3, 10), now).windows[0]?.remaining).toBe(
		3,
	);
	expect(pace.windows[0]?.remaining).toBe(20);
});

describe("a spike limit that no header tells of", () => {
	/** So many calls, each answered at once. */
	const calls = (
		count: number,
		reply = plain,
		from = initialRateLimit(),
	): RateLimitState =>
		Array.from({ length: count }).reduce<RateLimitState>(
			(pace) => after(pace, reply),
			from,
		);

	test("is feared from the 26th call in some ten seconds on: that one goes alone", () => {
		expect(nextRequestAt(called(calls(23)), now)).toBe(now);
		expect(nextRequestAt(called(calls(24)), now)).toBe(now + second);
		expect(nextRequestAt(called(calls(25)), now)).toBe(now + second);
		const then = now + 11 * second;
		const once = calledAt(calls(24), now);
		expect(nextRequestAt(calledAt(once, then), then)).toBe(then);
		expect(nextRequestAt(calledAt(once, then - 1), then - 1)).toBe(
			then - 1 + second,
		);
	});

	test("is not feared any more once more went well than two windows take", () => {
		expect(calls(50).burst_limit_ruled_out).toBe(false);
		const pace = calls(51);
		expect(pace.burst_limit_ruled_out).toBe(true);
		expect(nextRequestAt(called(called(pace)), now)).toBe(now);
		expect(called(pace).recent).toEqual([]);
	});

	test("is not feared where a window of ten seconds is told", () => {
		const pace = calls(30, ok(100, 50, 10));
		expect(nextRequestAt(called(pace), now)).toBe(now);
		expect(pace.recent.length).toBeLessThan(2);
	});

	test("is learnt from the 429 that the 26th gets", () => {
		const refused = { status: 429, headers: { "retry-after": "6" } };
		const pace = after(calls(25), refused);
		expect(pace.burst_limit_ruled_out).toBe(false);
		expect(pace.windows).toMatchObject([
			{ limit: 25, remaining: 0, resets_at: now + 6 * second },
		]);
		const then = now + 6 * second;
		expect(after(pace, plain, then).windows).toMatchObject([
			{ limit: 25, remaining: 24, resets_at: then + spikeMs },
		]);
	});

	test("is not learnt from a longer block, nor where one is known", () => {
		const wait = (seconds: string) => ({
			status: 429,
			headers: { "retry-after": seconds },
		});
		expect(after(calls(25), wait("600")).windows).toEqual([]);
		expect(after(calls(24), wait("6")).windows).toEqual([]);
		const known = calls(5, ok(25, 20, 10));
		expect(after(known, wait("3")).windows).toHaveLength(1);
	});
});
