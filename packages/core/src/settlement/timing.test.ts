import { describe, expect, test } from "vitest";
import { backoffMs } from "../request/backoff.ts";
import { beginScript } from "../testing/script.ts";
import type { SettlementState } from "./state.ts";
import { canRequest, capBackoff, deliveredBy } from "./timing.ts";

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

// The last submit that gets a response in time is at 8,000; the last that can be verified at 4,000.
test.each([
	[0, 3_999, 3_999],
	[0, 4_000, 4_000],
	[0, 4_001, 4_000],
	[0, 9_000, 4_000],
	[3_999, 9_000, 4_000],
	[4_000, 7_000, 7_000],
	[4_000, 9_000, 8_000],
	[7_999, 9_000, 8_000],
	[8_000, 9_000, 9_000],
	[8_500, 9_000, 9_000],
])("at %i, a backoff until %i ends at %i", (now, at, end) => {
	expect(capBackoff(state(), now, at)).toBe(end);
});

test("if the delivery delay is unknown, only the read staleness counts", () => {
	expect(capBackoff(state({}, { maxDeliveryDelayMs: null }), 0, 9_000)).toBe(
		7_000,
	);
});

describe("the time and number of requests allow", () => {
	test.each([
		[9_999, 4, true],
		[10_000, 4, false],
		[9_999, 5, false],
		[0, 5, false],
		[0, 0, true],
	])("a read at %i, with %i made: %s", (at, calls_made, may) => {
		expect(canRequest(state({ calls_made }), "read_instance", at)).toBe(may);
		expect(canRequest(state({ calls_made }), "refresh_token", at)).toBe(may);
	});

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
