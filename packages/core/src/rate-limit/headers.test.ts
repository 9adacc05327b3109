import { describe, expect, test } from "vitest";
import { retryDelayFromHeaders } from "./headers.ts";

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
		["Retry-After with a unit", 429, { "retry-after": "7s" }, 0],
		["Retry-After below zero", 429, { "retry-after": "-5" }, 0],
		["Retry-After as a fraction", 429, { "retry-after": "1.5" }, 0],
		[
			"Retry-After beyond the longest window",
			429,
			{ "retry-after": "99999999" },
			3_660_000,
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
});
