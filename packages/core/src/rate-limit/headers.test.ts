import { describe, expect, test } from "vitest";
import { retryDelayFromHeaders, windowFromHeaders } from "./headers.ts";

const now = Date.parse("2026-05-01T10:00:00Z");
const hour = 3_600_000;

describe("the delay that the server asks for", () => {
	const date = new Date(now).toUTCString();
	const reset = (seconds: number) => String(now / 1000 + seconds);

	test.each<[string, number, Record<string, string>, number]>([
		["no headers", 429, {}, 0],
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
			"Retry-After as a past date",
			503,
			{ "retry-after": new Date(now - 9_000).toUTCString() },
			0,
		],
		["Retry-After that is not a number", 429, { "retry-after": "soon" }, 0],
		[
			"Retry-After as a date without its weekday",
			503,
			{ "retry-after": "01 May 2026 10:00:09 GMT", date },
			0,
		],
		["Retry-After with a unit", 429, { "retry-after": "7s" }, 0],
		["Retry-After below zero", 429, { "retry-after": "-5" }, 0],
		["Retry-After as a fraction", 429, { "retry-after": "2.5" }, 3_000],
		["Retry-After as a small fraction", 429, { "retry-after": "0.1" }, 1_000],
		["Retry-After as half a number", 429, { "retry-after": "2." }, 0],
		["Retry-After, sent twice", 429, { "retry-after": "3, 3" }, 3_000],
		["several waits: the longest", 429, { "retry-after": "2,7, 3" }, 7_000],
		[
			"several waits in seconds and as dates",
			503,
			{
				"retry-after": `4, ${new Date(now + 9_000).toUTCString()}, ${new Date(now + 6_000).toUTCString()},5`,
				date,
			},
			9_000,
		],
		["the longest window", 429, { "retry-after": "3660" }, 3_660_000],
		["a wait beyond the longest window", 429, { "retry-after": "3661" }, 0],
		["a wait of years", 429, { "retry-after": "999999999" }, 0],
		["an infinite wait", 429, { "retry-after": "9".repeat(400) }, 0],
		[
			"an impossible wait beside a possible one",
			429,
			{ "retry-after": "999999999, 4" },
			4_000,
		],
		[
			"an impossible wait beside a reset",
			429,
			{ "retry-after": "999999999", "x-rate-limit-reset": reset(5), date },
			5_000,
		],
		[
			"Retry-After as a date in years",
			503,
			{ "retry-after": "Fri, 01 May 2099 10:00:00 GMT", date },
			0,
		],
		[
			"Retry-After as a number that `Date.parse` reads",
			503,
			{ "retry-after": "12/2027", date },
			0,
		],
		["a reset in years", 429, { "x-rate-limit-reset": "4070908800", date }, 0],
		[
			"a reset, sent twice",
			429,
			{ "x-rate-limit-reset": `${reset(5)}, ${reset(5)}`, date },
			5_000,
		],
		[
			"several resets: the latest",
			429,
			{ "x-rate-limit-reset": `${reset(5)},${reset(9)},${reset(2)}`, date },
			9_000,
		],
		[
			"a reset as a fraction",
			429,
			{ "x-rate-limit-reset": `${reset(5)}.25`, date },
			6_000,
		],
		[
			"a reset in seconds from now",
			429,
			{ "x-rate-limit-reset": "7", date },
			7_000,
		],
		[
			"a reset in seconds from now, without a date",
			429,
			{ "x-rate-limit-reset": "7" },
			7_000,
		],
		[
			"a reset in seconds from now, beyond the longest window",
			429,
			{ "x-rate-limit-reset": "4000" },
			0,
		],
		[
			"a date that was sent twice",
			429,
			{ "x-rate-limit-reset": reset(5), date: `${date}, ${date}` },
			5_000,
		],
		[
			"a date that a cache kept, and a new one",
			429,
			{
				"x-rate-limit-reset": reset(5),
				date: `${new Date(now - 60_000).toUTCString()}, ${date}`,
			},
			5_000,
		],
		["a reset at 429", 429, { "x-rate-limit-reset": reset(5), date }, 5_000],
		["a reset at 503", 503, { "x-rate-limit-reset": reset(5), date }, 0],
		["a past reset", 429, { "x-rate-limit-reset": reset(-5), date }, 0],
		[
			"a reset that is not a number",
			429,
			{ "x-rate-limit-reset": "5s", date },
			0,
		],
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
	])("%s", (_, status, headers, ms) => {
		expect(retryDelayFromHeaders(status, headers, now)).toBe(ms);
	});

	describe("without a date, by a local clock that may be wrong", () => {
		test.each([
			["is slow", -300_000, 10_000],
			["is slow by days", -200_000_000, 10_000],
			["is right", 0, 5_000],
			["is fast", 300_000, 0],
			["is fast by days", 200_000_000, 0],
		])("waits no longer than the shorter window if it %s", (_, skew, ms) => {
			const retryAfter = new Date(now + 5_000).toUTCString();
			for (const header of [
				["x-rate-limit-reset", reset(5)],
				["retry-after", retryAfter],
			] as const)
				expect(
					retryDelayFromHeaders(429, Object.fromEntries([header]), now + skew),
				).toBe(ms);
		});
	});
});

describe("the window that the headers describe", () => {
	const window = (
		reset: string,
		{ skew = 0, ...rest }: { skew?: number; date?: string } = {},
	) =>
		windowFromHeaders(
			{
				"x-rate-limit-limit": "25",
				"x-rate-limit-remaining": "3",
				"x-rate-limit-reset": reset,
				...rest,
			},
			now + skew,
		);
	const seconds = now / 1_000;
	const date = new Date(now).toUTCString();

	test("is the same if every header is sent twice", () => {
		const reset = String(seconds + 5);
		const once = window(reset, { date });
		expect(once).toEqual({
			limit: 25,
			remaining: 3,
			reset: seconds + 5,
			resets_in: 5_000,
		});
		expect(
			windowFromHeaders(
				{
					"x-rate-limit-limit": "25, 25",
					"x-rate-limit-remaining": "3,3",
					"x-rate-limit-reset": `${reset}, ${reset}`,
					date: `${date}, ${date}`,
				},
				now,
			),
		).toEqual(once);
	});

	test.each([
		["x-rate-limit-limit", "25, 3600"],
		["x-rate-limit-remaining", "3, 900"],
	])("is none if %s has two values", (name, value) => {
		const headers = {
			"x-rate-limit-limit": "25",
			"x-rate-limit-remaining": "3",
			"x-rate-limit-reset": String(seconds + 5),
			date,
		};
		expect(windowFromHeaders({ ...headers, [name]: value }, now)).toBeNull();
	});

	test("lasts until the later reset if there are two", () => {
		const resets = `${seconds + 5}, ${seconds + 7}`;
		expect(window(resets, { date })?.resets_in).toBe(7_000);
	});

	test("is none if its reset is impossible", () => {
		expect(window("-5", { date })).toBeNull();
		expect(window(String(seconds - 3_660), { date })?.resets_in).toBe(0);
		expect(window(String(seconds - 3_661), { date })).toBeNull();
		expect(window(String(seconds + 3_660), { date })?.resets_in).toBe(
			3_660_000,
		);
		expect(window(String(seconds + 3_661), { date })).toBeNull();
		expect(window("4000")).toBeNull();
	});

	test("may reset in seconds from now", () => {
		const expected = {
			limit: 25,
			remaining: 3,
			reset: seconds + 7,
			resets_in: 7_000,
		};
		expect(window("7")).toEqual(expected);
		expect(window("7", { date, skew: 300_000 })).toEqual(expected);
		expect(window("999999999")).toBeNull();
	});

	test("is none if only a local clock says when it resets, and that is not within the shorter window", () => {
		const reset = (skew: number) =>
			window(String(seconds + 5), { skew })?.resets_in;
		expect(reset(0)).toBe(5_000);
		expect(reset(5_000)).toBe(0);
		expect(reset(5_001)).toBeUndefined();
		expect(reset(-6_000)).toBe(10_000);
		expect(reset(-6_001)).toBeUndefined();
	});
});
