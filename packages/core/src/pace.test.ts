import { describe, expect, test } from "vitest";
import {
	answered,
	called,
	namedWaitMs,
	nextCallAt,
	type Pace,
	unpaced,
} from "./pace.ts";

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

/** One call, answered at once. */
function after(
	pace: Pace,
	reply: Parameters<typeof answered>[1],
	at = now,
): Pace {
	return answered(called(pace), reply, at);
}

describe("before anything is known", () => {
	test("one call goes, alone", () => {
		expect(nextCallAt(unpaced(), now)).toBe(now);
		expect(nextCallAt(called(unpaced()), now)).toBeNull();
	});

	test("an answer that tells nothing lets the next one go, alone again", () => {
		for (const reply of [null, { status: 200, headers: {} }]) {
			const pace = after(unpaced(), reply);
			expect(pace).toEqual(unpaced());
			expect(nextCallAt(pace, now)).toBe(now);
		}
	});
});

describe("a window", () => {
	test("is learnt from an answer, in our own time", () => {
		expect(after(unpaced(), ok(25, 24, 10))).toEqual({
			windows: [{ limit: 25, remaining: 24, resets_at: now + 10 * second }],
			blocked_until: 0,
			in_flight: 0,
		});
	});

	test.each([0, hour, -hour, 86_400_000])(
		"is told by the server's clock, however ours is wrong (%i ms)",
		(skew) => {
			const pace = after(unpaced(), ok(25, 0, 10, skew));
			expect(nextCallAt(pace, now)).toBe(now + 10 * second);
		},
	);

	test("is told by our clock where the answer has no date", () => {
		for (const date of [undefined, "yesterday"]) {
			const { date: _, ...rest } = headers(25, 0, 10);
			const reply = {
				status: 200,
				headers: date === undefined ? rest : { ...rest, date },
			};
			expect(nextCallAt(after(unpaced(), reply), now)).toBe(now + 10 * second);
		}
	});

	test("lets calls go while some remain, and counts them as they go", () => {
		let pace = after(unpaced(), ok(25, 2, 10));
		expect(nextCallAt(pace, now)).toBe(now);
		pace = called(pace);
		expect(nextCallAt(pace, now)).toBe(now);
		pace = called(pace);
		expect(pace.in_flight).toBe(2);
		expect(nextCallAt(pace, now)).toBe(now + 10 * second);
	});

	test("is over when it resets", () => {
		const pace = after(unpaced(), ok(25, 0, 10));
		expect(nextCallAt(pace, now + 10 * second - 1)).toBe(now + 10 * second);
		expect(nextCallAt(pace, now + 10 * second)).toBe(now + 10 * second);
		expect(nextCallAt(pace, now + 11 * second)).toBe(now + 11 * second);
	});

	test("that is over is forgotten", () => {
		const pace = after(unpaced(), ok(25, 0, 10));
		const later = now + 10 * second;
		const next = after(pace, { status: 200, headers: {} }, later);
		expect(next.windows).toEqual([]);
	});

	test("that ends this very moment is not mixed with the next, which ends a second later", () => {
		const pace = after(unpaced(), ok(25, 0, 10));
		const then = now + 10 * second;
		const reply = {
			status: 200,
			headers: {
				...headers(25, 24, 11),
				date: new Date(then).toUTCString(),
			},
		};
		expect(after(pace, reply, then).windows).toEqual([
			{ limit: 25, remaining: 24, resets_at: then + second },
		]);
	});

	test("that is over is not mixed with the next of its kind", () => {
		const pace = after(unpaced(), ok(25, 0, 10));
		const later = now + 10 * second;
		const next = answered(
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
		expect(next.windows).toEqual([
			{ limit: 25, remaining: 24, resets_at: later + 10 * second },
		]);
	});
});

describe("two windows", () => {
	test("are both kept, told apart by their limits", () => {
		let pace = after(unpaced(), ok(3_600, 3_000, 1_800));
		pace = after(pace, ok(25, 20, 10));
		expect(pace.windows).toEqual([
			{ limit: 3_600, remaining: 2_999, resets_at: now + 1_800 * second },
			{ limit: 25, remaining: 20, resets_at: now + 10 * second },
		]);
	});

	test("are counted each by itself, the tighter told first or last", () => {
		const hourly = after(unpaced(), ok(3_600, 5, 1_800));
		expect(after(hourly, ok(25, 20, 10)).windows).toEqual([
			{ limit: 3_600, remaining: 4, resets_at: now + 1_800 * second },
			{ limit: 25, remaining: 20, resets_at: now + 10 * second },
		]);
	});

	test("hold a call back for the later of those used up", () => {
		const tight = after(after(unpaced(), ok(3_600, 1, 1_800)), ok(25, 0, 10));
		expect(nextCallAt(tight, now)).toBe(now + 1_800 * second);
		const spike = after(after(unpaced(), ok(3_600, 9, 1_800)), ok(25, 0, 10));
		expect(nextCallAt(spike, now)).toBe(now + 10 * second);
	});
});

describe("answers that overtake each other", () => {
	test("within a window: the lower count is the newer", () => {
		let pace = after(unpaced(), ok(25, 20, 10));
		pace = called(called(called(pace)));
		pace = answered(pace, ok(25, 17, 10), now);
		// Two are still under way, and the server may not have counted them yet.
		expect(pace.windows[0]?.remaining).toBe(15);
		pace = answered(pace, ok(25, 19, 10), now);
		expect(pace.windows[0]?.remaining).toBe(15);
		pace = answered(pace, ok(25, 18, 10), now);
		expect(pace.windows[0]?.remaining).toBe(15);
		expect(pace.in_flight).toBe(0);
	});

	test("a reset more than a second later is a new window", () => {
		const pace = after(unpaced(), ok(25, 1, 10));
		expect(after(pace, ok(25, 24, 11)).windows[0]?.remaining).toBe(0);
		expect(after(pace, ok(25, 24, 12)).windows[0]?.remaining).toBe(24);
		expect(after(pace, ok(25, 24, 12)).windows).toHaveLength(1);
	});

	test("what is under way counts in a new window too", () => {
		const pace = answered(called(called(unpaced())), ok(25, 24, 10), now);
		expect(pace.windows[0]?.remaining).toBe(23);
		expect(pace.in_flight).toBe(1);
	});

	test("a call that ended unseen is not under way", () => {
		const pace = answered(called(called(unpaced())), null, now);
		expect(pace.in_flight).toBe(1);
		expect(answered(unpaced(), null, now).in_flight).toBe(0);
	});

	test("a lost answer leaves the windows as they were", () => {
		const pace = called(after(unpaced(), ok(25, 20, 10)));
		expect(answered(pace, null, now).windows).toEqual(pace.windows);
	});
});

describe("429 and 503", () => {
	const pace = after(unpaced(), ok(25, 20, 10));

	test.each([429, 503])("%i blocks as long as it says", (status) => {
		const reply = { status, headers: { "retry-after": "7" } };
		const next = after(pace, reply);
		expect(nextCallAt(next, now)).toBe(now + 7 * second);
		expect(nextCallAt(next, now + 7 * second)).toBe(now + 7 * second);
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

	test("once blocked, something is known: calls need not go alone", () => {
		const blocked = after(unpaced(), {
			status: 429,
			headers: { "retry-after": "1" },
		});
		expect(nextCallAt(called(blocked), now + 2 * second)).toBe(
			now + 2 * second,
		);
	});

	test("a block and a full window: the later one", () => {
		const full = after(unpaced(), ok(25, 0, 10));
		const wait = (seconds: string) =>
			nextCallAt(
				after(full, { status: 429, headers: { "retry-after": seconds } }),
				now,
			);
		expect(wait("3")).toBe(now + 10 * second);
		expect(wait("30")).toBe(now + 30 * second);
	});
});

describe("how long the server asks to wait", () => {
	const date = new Date(now).toUTCString();
	const reset = (seconds: number) => String(now / 1000 + seconds);

	test.each<[string, number, Record<string, string>, number]>([
		["says nothing", 429, {}, 0],
		["Retry-After in seconds", 429, { "retry-after": "7" }, 7_000],
		[
			"Retry-After in seconds, with spaces",
			429,
			{ "retry-after": " 7 " },
			7_000,
		],
		["Retry-After of zero", 429, { "retry-after": "0" }, 0],
		[
			"Retry-After as a date",
			503,
			{ "retry-after": new Date(now + 9_000).toUTCString() },
			9_000,
		],
		[
			"Retry-After as a date, by the server's clock",
			503,
			{
				"retry-after": new Date(now + hour + 9_000).toUTCString(),
				date: new Date(now + hour).toUTCString(),
			},
			9_000,
		],
		[
			"Retry-After as a date gone by",
			503,
			{ "retry-after": new Date(now - 9_000).toUTCString() },
			0,
		],
		["Retry-After that is nonsense", 429, { "retry-after": "soon" }, 0],
		["Retry-After with a unit", 429, { "retry-after": "7s" }, 0],
		["Retry-After below zero", 429, { "retry-after": "-5" }, 0],
		["Retry-After in parts of a second", 429, { "retry-after": "1.5" }, 0],
		[
			"Retry-After beyond reason",
			429,
			{ "retry-after": "99999999" },
			3_660_000,
		],
		["a reset at 429", 429, { "x-rate-limit-reset": reset(5), date }, 5_000],
		["a reset at 503", 503, { "x-rate-limit-reset": reset(5), date }, 0],
		["a reset gone by", 429, { "x-rate-limit-reset": reset(-5), date }, 0],
		["a reset that is nonsense", 429, { "x-rate-limit-reset": "5s", date }, 0],
		[
			"a reset with spaces",
			429,
			{ "x-rate-limit-reset": ` ${reset(5)} ` },
			5_000,
		],
		["a reset below zero", 429, { "x-rate-limit-reset": "-5", date }, 0],
		[
			"the later of both: Retry-After",
			429,
			{ "x-rate-limit-reset": reset(5), "retry-after": "8", date },
			8_000,
		],
		[
			"the later of both: reset",
			429,
			{ "x-rate-limit-reset": reset(9), "retry-after": "8", date },
			9_000,
		],
	])("%s", (_, status, given, ms) => {
		expect(namedWaitMs(status, given, now)).toBe(ms);
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
		expect(after(unpaced(), reply).windows).toEqual([]);
	});

	test.each([
		"x-rate-limit-limit",
		"x-rate-limit-remaining",
		"x-rate-limit-reset",
	])("without %s there is no window", (name) => {
		const { [name]: _, ...rest } = good;
		expect(after(unpaced(), { status: 200, headers: rest }).windows).toEqual(
			[],
		);
	});

	test("a window beyond the longest is cut to that", () => {
		const pace = after(unpaced(), ok(25, 0, 90_000));
		expect(pace.windows[0]?.resets_at).toBe(now + 3_660_000);
	});

	test("a window that ended before the answer is over", () => {
		const pace = after(unpaced(), ok(25, 0, -10));
		expect(pace.windows[0]?.resets_at).toBe(now);
		expect(nextCallAt(pace, now)).toBe(now);
	});
});

test("no function changes the pace it was given", () => {
	const pace = Object.freeze(after(unpaced(), ok(25, 20, 10)));
	Object.freeze(pace.windows);
	for (const window of pace.windows) Object.freeze(window);
	expect(called(pace).windows[0]?.remaining).toBe(19);
	expect(answered(pace, ok(25, 3, 10), now).windows[0]?.remaining).toBe(3);
	expect(pace.windows[0]?.remaining).toBe(20);
});
