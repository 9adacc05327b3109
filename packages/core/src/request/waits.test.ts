import { describe, expect, test } from "vitest";
import type { RequestEvent } from "./events.ts";
import { advanceRequest, beginRequest } from "./request.ts";
import type { RequestRule, RequestState, RequestTransition } from "./state.ts";
import { requestOutcomeIfAborted } from "./transitions.ts";

const read: RequestRule = { success: 200, idempotent: true };
const make: RequestRule = { success: 201, idempotent: false };
const policy = { deadlineMs: 600_000 };
const begin = 1_000_000;
const slept: RequestEvent = { kind: "slept" };

function httpResponse(status: number, retryAfter?: string): RequestEvent {
	const headers: Record<string, string> =
		retryAfter === undefined ? {} : { "retry-after": retryAfter };
	return { kind: "response", status, headers, data: null };
}

function throttled(until: number): RequestEvent {
	return { kind: "throttled", until };
}

/** A state in which requests have failed, each answered at once, and the moment of the last answer. */
function afterFailures(
	events: RequestEvent[],
	rule = read,
): { transition: RequestTransition; now: number } {
	let now = begin;
	let transition = beginRequest(rule, policy, now);
	for (const event of events) {
		if (transition.command.kind === "sleep") {
			now = transition.command.until;
			transition = advanceRequest(transition.state, slept, now, 1);
		}
		transition = advanceRequest(transition.state, event, now, 1);
	}
	return { transition, now };
}

/** How long the request waits after the last of these events, with the longest jitter. */
function waitAfter(...events: RequestEvent[]): number {
	const { transition, now } = afterFailures(events);
	if (transition.command.kind !== "sleep") throw new Error("It does not wait.");
	return transition.command.until - now;
}

describe("the wait before a retry", () => {
	const failures = Array.from({ length: 5 }, () => httpResponse(500));

	test.each([429, 503, 500, 408])(
		"is the backoff if the wait that a %i names is shorter",
		(status) => {
			expect(waitAfter(...failures, httpResponse(status))).toBe(5_000);
			expect(waitAfter(...failures, httpResponse(status, "1"))).toBe(5_000);
			expect(waitAfter(...failures, httpResponse(status, "5"))).toBe(5_000);
			expect(waitAfter(...failures, httpResponse(status, "6"))).toBe(6_000);
		},
	);

	test("is the backoff if the named wait is impossible", () => {
		expect(waitAfter(httpResponse(429, "999999999"))).toBe(250);
	});

	test("is the named one if the backoff is shorter", () => {
		expect(waitAfter(httpResponse(503, "2"))).toBe(2_000);
		expect(waitAfter(httpResponse(503, "2"), httpResponse(500))).toBe(500);
	});
});

describe("a wait that the server names", () => {
	const { transition, now } = afterFailures([httpResponse(429, "60")]);
	const end = begin + 60_000;

	test.each([
		["an ended", now],
		["a shorter", now + 5_000],
		["an equal", end],
	])("is not shortened by %s one of the rate limiter", (_, until) => {
		const next = advanceRequest(transition.state, throttled(until), now, 0);
		expect(next.command).toEqual({ kind: "sleep", until: end });
		expect(next.state.calls_made).toBe(1);
	});

	test("gives way to a longer one of the rate limiter", () => {
		const later = advanceRequest(transition.state, throttled(end + 1), now, 0);
		expect(later.command).toEqual({ kind: "sleep", until: end + 1 });
	});

	test("has ended once the request is made: the rate limiter alone decides then", () => {
		const again = advanceRequest(transition.state, slept, end, 0);
		const held = advanceRequest(again.state, throttled(end + 7), end + 1, 0);
		expect(held.command).toEqual({ kind: "sleep", until: end + 7 });
	});

	test("is in `retry_at` if the caller aborts or the deadline is earlier", () => {
		const retry_at = new Date(end).toISOString();
		expect(requestOutcomeIfAborted(transition.state, now)).toMatchObject({
			kind: "deferred",
			reason: "rate_limited",
			retry_at,
		});
		const short = beginRequest(read, { deadlineMs: 60_000 }, begin).state;
		expect(
			advanceRequest(short, httpResponse(429, "60"), begin, 0).command,
		).toMatchObject({ result: { outcome: { kind: "deferred", retry_at } } });
		const created = beginRequest(make, policy, begin).state;
		expect(
			advanceRequest(created, httpResponse(503, "60"), begin, 0).command,
		).toMatchObject({ result: { outcome: { kind: "uncertain", retry_at } } });
	});
});

test("a request that the rate limiter allows after the deadline is deferred to that moment", () => {
	const { state } = beginRequest(read, policy, begin);
	const until = begin + 600_000;
	expect(advanceRequest(state, throttled(until), begin, 0).command).toEqual({
		kind: "finish",
		result: {
			kind: "failed",
			outcome: {
				kind: "deferred",
				reason: "rate_limited",
				retry_at: new Date(until).toISOString(),
				attempts: [],
			},
		},
	});
});

test("a wait that a 401 names is not for the next token", () => {
	const { state } = beginRequest(read, policy, begin);
	const asked = advanceRequest(state, httpResponse(401, "60"), begin, 0);
	const fresh = advanceRequest(asked.state, { kind: "refreshed" }, begin, 0);
	expect(fresh.command.kind).toBe("request");
	expect(requestOutcomeIfAborted(fresh.state, begin)).toMatchObject({
		retry_at: new Date(begin + 1_000).toISOString(),
	});
});

test("a creation that is answered with 401 after the deadline was not done", () => {
	const state: RequestState = beginRequest(make, { deadlineMs: 10 }, 0).state;
	expect(advanceRequest(state, httpResponse(401), 11, 0).command).toMatchObject(
		{ result: { outcome: { kind: "deferred" } } },
	);
});
