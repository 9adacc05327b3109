import { expect, test } from "vitest";
import { attemptLimit, defaultPolicy, resolvePolicy } from "./policy.ts";

test("the defaults apply to options that are not set", () => {
	expect(resolvePolicy({})).toEqual({
		deadlineMs: 30_000,
		attemptTimeoutMs: 10_000,
		readFirst: true,
		maxDeliveryDelayMs: null,
		maxReadStalenessMs: 5_000,
		maxCalls: 40,
		fetchMayResend: false,
	});
	expect(resolvePolicy({})).toEqual(defaultPolicy);
});

test("an option that is set replaces the default, `undefined` does not", () => {
	const defaults = { ...defaultPolicy, readFirst: false };
	expect(resolvePolicy({}, defaults).readFirst).toBe(false);
	expect(resolvePolicy({ readFirst: true }, defaults).readFirst).toBe(true);
	expect(resolvePolicy({ readFirst: false }).readFirst).toBe(false);
	// As passed on from an optional option.
	const given = Object.fromEntries([["readFirst", undefined]]);
	expect(resolvePolicy(given).readFirst).toBe(true);
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
		expect(attemptLimit(resolvePolicy({ deadlineMs, attemptTimeoutMs }))).toBe(
			taken,
		);
	},
);

test("`null` replaces a delivery time, and unknown options are left out", () => {
	const defaults = { ...defaultPolicy, maxDeliveryDelayMs: 9_000 };
	expect(resolvePolicy({ maxDeliveryDelayMs: null }, defaults)).toEqual(
		defaultPolicy,
	);
	const options = Object.assign({}, { deadlineMs: 5, other: 1 });
	expect(resolvePolicy(options)).not.toHaveProperty("other");
});
