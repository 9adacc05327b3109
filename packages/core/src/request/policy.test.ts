import { expect, test } from "vitest";
import { defaultPolicy, resolvePolicy } from "./policy.ts";

test("the defaults apply to options that are not set", () => {
	expect(resolvePolicy({}, false)).toEqual({
		deadlineMs: 30_000,
		attemptTimeoutMs: 10_000,
		readFirst: true,
		maxDeliveryDelayMs: null,
		maxReadStalenessMs: 5_000,
		maxCalls: 40,
		fetchMayResend: false,
	});
	expect(resolvePolicy({}, false)).toEqual(defaultPolicy);
});

test("reads first unless an instance was passed in or the option is set", () => {
	expect(resolvePolicy({}, true).readFirst).toBe(false);
	expect(resolvePolicy({ readFirst: true }, true).readFirst).toBe(true);
	expect(resolvePolicy({ readFirst: false }, false).readFirst).toBe(false);
	// As passed on from an optional option.
	const given = Object.fromEntries([["readFirst", undefined]]);
	expect(resolvePolicy(given, false).readFirst).toBe(true);
});

test.each([
	[30_000, 10_000, 10_000],
	[20_000, 10_000, 10_000],
	[10_000, 10_000, 5_000],
	[9_999, 10_000, 5_000],
	[1, 10_000, 1],
	[30_000, 20_000, 15_000],
	[30_000, 200, 200],
])(
	"with a deadline of %i ms an attempt limit of %i ms becomes %i ms",
	(deadlineMs, attemptTimeoutMs, taken) => {
		expect(
			resolvePolicy({ deadlineMs, attemptTimeoutMs }, true).attemptTimeoutMs,
		).toBe(taken);
	},
);
