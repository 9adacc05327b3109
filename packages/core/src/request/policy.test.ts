import { expect, test } from "vitest";
import { defaultPolicy, resolvePolicy } from "./policy.ts";

test("what holds where the caller says nothing", () => {
	expect(resolvePolicy({}, false)).toEqual({
		deadlineMs: 30_000,
		attemptTimeoutMs: 10_000,
		lookFirst: true,
		quietMs: null,
		lagMs: 5_000,
		maxCalls: 40,
		resends: false,
	});
	expect(resolvePolicy({}, false)).toEqual(defaultPolicy);
});

test("looks first, unless something was seen or the caller says otherwise", () => {
	expect(resolvePolicy({}, true).lookFirst).toBe(false);
	expect(resolvePolicy({ lookFirst: true }, true).lookFirst).toBe(true);
	expect(resolvePolicy({ lookFirst: false }, false).lookFirst).toBe(false);
	// As an optional option of a caller's arrives.
	const given = Object.fromEntries([["lookFirst", undefined]]);
	expect(resolvePolicy(given, false).lookFirst).toBe(true);
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
	"with a deadline of %i an attempt of %i takes %i",
	(deadlineMs, attemptTimeoutMs, taken) => {
		expect(
			resolvePolicy({ deadlineMs, attemptTimeoutMs }, true).attemptTimeoutMs,
		).toBe(taken);
	},
);
