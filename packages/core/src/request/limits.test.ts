import fc from "fast-check";
import { expect, test } from "vitest";
import { maxMoment } from "../outcome/moment.ts";
import type { RequestEvent } from "./events.ts";
import { type PolicyOptions, resolvePolicy } from "./policy.ts";
import { advanceRequest, beginRequest } from "./request.ts";
import type { RequestCommand } from "./state.ts";

const duration = fc.oneof(
	fc.integer({ min: 1, max: 60_000 }),
	fc.double({ min: 1e-9, max: 1e4, noNaN: true }),
	fc.constantFrom(1e15, 1e16, 1e300, Number.MAX_VALUE),
);

const policies: fc.Arbitrary<PolicyOptions> = fc.record(
	{
		deadlineMs: duration,
		attemptTimeoutMs: duration,
		maxDeliveryDelayMs: duration,
		maxReadStalenessMs: duration,
		maxCalls: fc.integer({ min: 1, max: 50 }),
	},
	{ requiredKeys: [] },
);

const headers = fc.record(
	{
		"retry-after": fc.oneof(
			fc.constantFrom("0", "2.5", "3, 3", "1e9", "999999999"),
			fc.string(),
		),
		"x-rate-limit-reset": fc.oneof(
			fc.constantFrom("5", "1714557605", "99999999999999999999"),
			fc.string(),
		),
	},
	{ requiredKeys: [], noNullPrototype: true },
);

const event: fc.Arbitrary<RequestEvent> = fc.oneof(
	fc.record({
		kind: fc.constant("response"),
		status: fc.constantFrom(201, 302, 401, 408, 429, 500, 503),
		headers,
		data: fc.constant(null),
	}),
	fc.record({
		kind: fc.constantFrom(
			"no_response",
			"not_sent",
			"no_token",
			"slept",
			"refreshed",
			"refresh_failed",
		),
	}),
	fc.record({
		kind: fc.constant("throttled"),
		until: fc.oneof(
			fc.double({ min: 0, max: 4e12, noNaN: true }),
			fc.constantFrom(1e16, 1e300, Number.POSITIVE_INFINITY),
		),
	}),
);

const step = fc.record({
	event,
	// Late answers, and clocks that stand still or count fractions.
	elapsedMs: fc.oneof(
		fc.constantFrom(0, 1, 0.25),
		fc.double({ min: 0, max: 1e7, noNaN: true }),
	),
	random: fc.double({ min: 0, max: 1, noNaN: true }),
});

function expectSound(command: RequestCommand, seen: Set<string>): void {
	seen.add(command.kind);
	if (command.kind === "sleep") {
		// As whoever shows or stores the moment converts it.
		expect(() => new Date(command.until).toISOString()).not.toThrow();
		return;
	}
	if (command.kind === "finish") return;
	expect(command.timeout_ms).toBeGreaterThan(0);
	expect(Number.isSafeInteger(command.timeout_ms)).toBe(true);
}

test("whatever the policy and the events: each timeout is a positive integer, and each moment one that a date can hold", () => {
	const seen = new Set<string>();
	fc.assert(
		fc.property(
			policies,
			fc.boolean(),
			fc.array(step, { maxLength: 20 }),
			(policy, idempotent, steps) => {
				let now = 1_714_557_600_000;
				let next = beginRequest({ success: 200, idempotent }, policy, now);
				expectSound(next.command, seen);
				for (const { event, elapsedMs, random } of steps) {
					now += elapsedMs;
					next = advanceRequest(next.state, event, now, random);
					expectSound(next.command, seen);
					expect(JSON.parse(JSON.stringify(next))).toEqual(next);
				}
			},
		),
		{ numRuns: 2_000 },
	);
	expect([...seen].sort()).toEqual([
		"finish",
		"refresh_token",
		"request",
		"sleep",
	]);
});

test("a policy has whole milliseconds that can be added to a moment", () => {
	const huge = 1e300;
	const resolved = resolvePolicy({
		deadlineMs: huge,
		attemptTimeoutMs: huge,
		maxDeliveryDelayMs: huge,
		maxReadStalenessMs: huge,
	});
	expect(resolved).toMatchObject({
		deadlineMs: 1e15,
		attemptTimeoutMs: 1e15,
		maxDeliveryDelayMs: maxMoment,
		maxReadStalenessMs: 1e15,
	});
	expect(
		resolvePolicy({
			deadlineMs: 0.5,
			attemptTimeoutMs: 0.1,
			maxDeliveryDelayMs: 1.5,
			maxReadStalenessMs: 0,
		}),
	).toMatchObject({
		deadlineMs: 1,
		attemptTimeoutMs: 1,
		maxDeliveryDelayMs: 2,
		maxReadStalenessMs: 0,
	});
});

test("less than a millisecond before the deadline no request is made", () => {
	const first = beginRequest(
		{ success: 200, idempotent: true },
		{ deadlineMs: 100 },
		0,
	);
	const late = { kind: "throttled", until: 0 } as const;
	expect(advanceRequest(first.state, late, 99, 0).command).toEqual({
		kind: "request",
		timeout_ms: 1,
	});
	expect(advanceRequest(first.state, late, 99.5, 0).command).toMatchObject({
		kind: "finish",
		result: { outcome: { kind: "deferred" } },
	});
});
