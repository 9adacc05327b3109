import { describe, expect, test } from "vitest";
import { backoffMs } from "../request/backoff.ts";
import { beginScript } from "../testing/script.ts";
import type { SettlementState } from "./state.ts";
import {
	canRequest,
	capBackoff,
	deliveredBy,
	lastPreflightReadAt,
	notStaleAfter,
	timeLimit,
} from "./timing.ts";

/** A settlement that began at 0 with a deadline of ten seconds. */
function state(
	rest: Partial<SettlementState> = {},
	policy: Partial<SettlementState["policy"]> = {},
): SettlementState {
	const begun = beginScript({}).state;
	return {
		...begun,
		deadline_at: 10_000,
		calls_made: 0,
		...rest,
		policy: {
			...begun.policy,
			attemptTimeoutMs: 2_000,
			maxReadStalenessMs: 1_000,
			maxDeliveryDelayMs: 3_000,
			maxCalls: 5,
			...policy,
		},
	};
}

const attempt = {
	status: null,
	request_id: null,
	duration_ms: 1,
	concluded: "no response",
};

test.each([
	[0, 0, 125],
	[0, 1, 250],
	[1, 0.5, 375],
	[4, 1, 4_000],
	[5, 1, 5_000],
	[5_000, 0, 2_500],
])(
	"after %i failures, with random %d, a backoff is %i ms",
	(failures, random, ms) => {
		expect(backoffMs(failures, random)).toBe(ms);
	},
);

test("the delivery wait ends once nothing sent can take effect and reads are not stale", () => {
	expect(deliveredBy(state({ last_sent_at: 500 }))).toBe(4_500);
	expect(
		deliveredBy(
			state(
				{ last_sent_at: 0 },
				{ maxDeliveryDelayMs: 0, maxReadStalenessMs: 0 },
			),
		),
	).toBe(0);
	expect(deliveredBy(state({ last_sent_at: null }))).toBeNull();
	expect(
		deliveredBy(state({ last_sent_at: 500 }, { maxDeliveryDelayMs: null })),
	).toBeNull();
});

test.each([1e16, 1e300, Number.MAX_VALUE])(
	"a delivery time of %d ends at the last moment that a date can hold",
	(maxDeliveryDelayMs) => {
		expect(
			deliveredBy(state({ last_sent_at: 500 }, { maxDeliveryDelayMs })),
		).toBe(8.64e15);
	},
);

test("reads show what preceded a refusal after their staleness", () => {
	expect(notStaleAfter(state(), 700)).toBe(1_700);
	expect(notStaleAfter(state({}, { maxReadStalenessMs: 0 }), 700)).toBe(700);
});

test("the last read before the first submit leaves time for one attempt and one read", () => {
	// Half a time limit for this read, a quarter each for the submit and the last read.
	expect(lastPreflightReadAt(state())).toBe(8_000);
});

// The last submit that leaves time for its answer and a read is at 9,000; the last that can be verified at 5,000.
test.each([
	[0, 4_999, 4_999],
	[0, 5_000, 5_000],
	[0, 5_001, 5_000],
	[0, 9_500, 5_000],
	[4_999, 9_500, 5_000],
	[5_000, 8_000, 8_000],
	[5_000, 9_000, 9_000],
	[5_000, 9_001, 9_000],
	[5_000, 9_500, 9_000],
	[8_999, 9_500, 9_000],
	[9_000, 9_500, 9_500],
	[9_200, 9_500, 9_500],
])("at %i, a backoff until %i ends at %i", (now, at, end) => {
	expect(capBackoff(state(), "submit", now, at)).toBe(end);
	expect(capBackoff(state(), "read_instance", now, at)).toBe(end);
});

test("if the delivery delay is unknown, only the read staleness counts", () => {
	expect(
		capBackoff(state({}, { maxDeliveryDelayMs: null }), "submit", 0, 9_500),
	).toBe(8_000);
});

test("a refresh is not delayed so far that no time is left for the submit after it", () => {
	// The last submit is at 9,000; a quarter of an attempt is kept for the refresh.
	expect(capBackoff(state(), "refresh_token", 8_000, 9_500)).toBe(8_500);
	expect(capBackoff(state(), "submit", 8_000, 9_500)).toBe(9_000);
});

describe("the time limit", () => {
	const limit = (
		phase: SettlementState["phase"],
		call: "submit" | "read_instance",
		now: number,
	) => timeLimit(state({ phase }), call, now);

	test.each([
		[0, 2_000],
		[7_500, 2_000],
		[7_501, 1_999],
		[9_000, 500],
	])("of a submit at %i leaves time for a read: %i", (now, ms) => {
		expect(limit("submit", "submit", now)).toBe(ms);
	});

	test.each([
		[0, 2_000],
		[7_000, 2_000],
		[7_001, 1_999],
		[8_000, 1_000],
		[8_500, 500],
		// Later it has no less than a quarter of an attempt, as long as that is left.
		[9_000, 500],
		[9_500, 500],
		[9_501, 499],
	])(
		"of a read before the submit at %i leaves time for both: %i",
		(now, ms) => {
			expect(limit("preflight", "read_instance", now)).toBe(ms);
		},
	);

	test.each([
		[8_000, 2_000],
		[8_001, 1_999],
		[9_999, 1],
		[9_999.5, 1],
	])("of any other read at %d ends with the deadline: %i", (now, ms) => {
		for (const phase of [
			"verify",
			"recheck",
			"wait_for_delivery",
			"final_read",
		] as const)
			expect(limit(phase, "read_instance", now)).toBe(ms);
	});

	test("is never less than a millisecond, at any moment", () => {
		for (const now of [10_000, 12_345, 3_600_000, 8e15])
			for (const phase of ["preflight", "submit", "verify"] as const)
				expect(limit(phase, "submit", now)).toBe(1);
	});
});

describe("the time and number of requests allow", () => {
	test.each([
		[9_999, 4, true],
		[10_000, 4, false],
		[9_999, 5, false],
		[0, 5, false],
		[0, 0, true],
	])("a read at %i, with %i made: %s", (at, calls_made, may) => {
		const reading = state({ calls_made, phase: "verify" });
		expect(canRequest(reading, "read_instance", at)).toBe(may);
	});

	test.each([
		[9_499, 4, true],
		[9_500, 4, false],
		[9_499, 5, false],
	])(
		"a refresh, which needs time for its answer, at %i, with %i made: %s",
		(at, calls_made, may) => {
			const reading = state({ calls_made, phase: "verify" });
			expect(canRequest(reading, "refresh_token", at)).toBe(may);
		},
	);

	test.each([
		[3, true],
		[4, false],
	])(
		"a read before the first submit, with %i made, if a request is left for that: %s",
		(calls_made, may) => {
			const reading = state({ calls_made, phase: "preflight" });
			expect(canRequest(reading, "read_instance", 0)).toBe(may);
			expect(canRequest(reading, "refresh_token", 0)).toBe(may);
		},
	);

	test.each([
		[9_000, 4, [], true],
		[9_001, 4, [], false],
		[0, 5, [], false],
		[0, 3, ["read_instance"], true],
		[0, 2, ["submit"], true],
		[0, 3, ["submit"], false],
		[9_000, 2, ["submit"], true],
	] as const)(
		"a submit at %i, with %i made, among them %j: %s",
		(at, calls_made, made, may) => {
			const attempts = made.map((call) => ({ ...attempt, call }));
			expect(canRequest(state({ calls_made, attempts }), "submit", at)).toBe(
				may,
			);
		},
	);
});
