import { describe, expect, test } from "vitest";
import type { RequestEvent } from "./events.ts";
import { advanceRequest, beginRequest } from "./request.ts";
import type { RequestRule, RequestState, RequestTransition } from "./state.ts";
import { requestOutcomeIfAborted } from "./transitions.ts";

const read: RequestRule = { success: 200, idempotent: true };
const make: RequestRule = { success: 201, idempotent: false };

function httpResponse(
	status: number,
	data: unknown = null,
	headers: Record<string, string> = {},
): RequestEvent {
	return { kind: "response", status, headers, data };
}

/** Ends each request with the next event, in virtual time, and returns the last transition and the requests made. */
function runScript(
	rule: RequestRule,
	events: RequestEvent[],
	policy = {},
): { transition: RequestTransition; requests: string[]; now: number } {
	let now = 1_000_000;
	let transition = beginRequest(rule, policy, now);
	const requests: string[] = [];
	const remaining = [...events];
	while (transition.command.kind !== "finish") {
		const state: RequestState = JSON.parse(JSON.stringify(transition.state));
		if (transition.command.kind === "sleep") {
			now = transition.command.until;
			transition = advanceRequest(state, { kind: "slept" }, now, 1);
			continue;
		}
		const event = remaining.shift();
		if (event === undefined) return { transition, requests, now };
		requests.push(transition.command.kind);
		now += 10;
		transition = advanceRequest(state, event, now, 1);
	}
	return { transition, requests, now };
}

function resultOf(
	rule: RequestRule,
	events: RequestEvent[],
	policy = {},
): unknown {
	const { command } = runScript(rule, events, policy).transition;
	return command.kind === "finish" ? command.result : command;
}

describe("a read", () => {
	test("returns the response", () => {
		expect(
			resultOf(read, [httpResponse(200, { a: 1 }, { link: "x" })]),
		).toEqual({
			kind: "done",
			headers: { link: "x" },
			data: { a: 1 },
		});
	});

	test.each([
		["408", httpResponse(408)],
		["500", httpResponse(500)],
		["503", httpResponse(503)],
		["a redirect", httpResponse(302)],
		["a 204", httpResponse(204)],
		["a 201", httpResponse(201)],
		["no response", { kind: "no_response" } as const],
		["a refused connection", { kind: "not_sent" } as const],
		["429", httpResponse(429)],
	])("is retried after %s", (_, event) => {
		const { requests } = runScript(read, [event, httpResponse(200)]);
		expect(requests).toEqual(["request", "request"]);
		expect(resultOf(read, [event, httpResponse(200)])).toMatchObject({
			kind: "done",
		});
	});

	test.each([
		[400, "invalid"],
		[403, "forbidden"],
		[404, "not_found"],
		[422, "invalid"],
	])("fails at once with %i", (status, kind) => {
		expect(resultOf(read, [httpResponse(status)])).toMatchObject({
			kind: "failed",
			outcome: { kind },
		});
	});

	test("waits as long as the server asks", () => {
		const { now } = runScript(read, [
			httpResponse(429, null, { "retry-after": "7" }),
			httpResponse(200),
		]);
		expect(now).toBe(1_000_000 + 10 + 7_000 + 10);
	});

	test("is deferred if the wait is longer than the deadline", () => {
		const result = resultOf(read, [
			httpResponse(429, null, { "retry-after": "60" }),
		]);
		expect(result).toMatchObject({
			kind: "failed",
			outcome: {
				kind: "deferred",
				reason: "rate_limited",
				retry_at: new Date(1_060_010).toISOString(),
			},
		});
	});

	test("is deferred at the deadline, with the last failure as reason", () => {
		const events = Array.from(
			{ length: 100 },
			() => ({ kind: "not_sent" }) as const,
		);
		const { transition, now } = runScript(read, events, { deadlineMs: 5_000 });
		expect(transition.command).toMatchObject({
			result: { outcome: { kind: "deferred", reason: "unreachable" } },
		});
		expect(now).toBeLessThanOrEqual(1_005_000);
	});

	test("never makes more requests than allowed", () => {
		const events = Array.from({ length: 9 }, () => httpResponse(500));
		expect(runScript(read, events, { maxCalls: 3 }).requests).toHaveLength(3);
	});

	test("refreshes the token once", () => {
		expect(
			runScript(read, [
				httpResponse(401),
				{ kind: "refreshed" },
				httpResponse(200),
			]).requests,
		).toEqual(["request", "refresh_token", "request"]);
		expect(
			resultOf(read, [
				httpResponse(401),
				{ kind: "refreshed" },
				httpResponse(401),
			]),
		).toMatchObject({
			outcome: { kind: "unauthenticated" },
		});
	});

	test("refreshes again if a token that was accepted is refused later", () => {
		const events = [
			httpResponse(401),
			{ kind: "refreshed" } as const,
			httpResponse(500),
			httpResponse(401),
		];
		expect(runScript(read, events).transition.command.kind).toBe(
			"refresh_token",
		);
	});

	test("is unauthenticated if no token can be obtained", () => {
		expect(
			resultOf(read, [httpResponse(401), { kind: "refresh_refused" }]),
		).toMatchObject({
			outcome: { kind: "unauthenticated", reason: null },
		});
	});

	test("reports what helps if that is known", () => {
		const reason = { code: "log_in_again", message: "Log in again." };
		expect(
			resultOf(read, [httpResponse(401), { kind: "refresh_refused", reason }]),
		).toMatchObject({ outcome: { kind: "unauthenticated", reason } });
	});

	describe("without a token", () => {
		const tokenless = { kind: "no_token" } as const;
		const had = { kind: "refreshed" } as const;

		test("refreshes first, and does not count", () => {
			const { requests, transition } = runScript(read, [
				tokenless,
				had,
				httpResponse(200),
			]);
			expect(requests).toEqual(["request", "refresh_token", "request"]);
			expect(transition.state.calls_made).toBe(2);
			expect(
				resultOf(read, [tokenless, had, httpResponse(200)], { maxCalls: 2 }),
			).toMatchObject({ kind: "done" });
		});

		test("is unauthenticated if there is none or the new one has expired", () => {
			for (const second of [
				[{ kind: "refresh_refused" } as const],
				[had, tokenless],
			])
				expect(resultOf(read, [tokenless, ...second])).toMatchObject({
					outcome: { kind: "unauthenticated", reason: null },
				});
		});

		test("is not uncertain if it may not be repeated", () => {
			expect(resultOf(make, [tokenless, had, httpResponse(201)])).toMatchObject(
				{
					kind: "done",
				},
			);
		});

		test("only a request can lack a token", () => {
			const { state } = runScript(read, [{ kind: "not_sent" }]).transition;
			const command = { kind: "sleep", until: 9_999_999 } as const;
			const sleeping: RequestState = { ...state, command };
			expect(advanceRequest(sleeping, tokenless, 1_000_000, 0)).toEqual({
				state: sleeping,
				command,
			});
		});
	});

	test("retries a failed refresh", () => {
		expect(
			runScript(read, [httpResponse(401), { kind: "refresh_failed" }])
				.transition.command.kind,
		).toBe("refresh_token");
	});

	test("is deferred if aborted", () => {
		expect(
			requestOutcomeIfAborted(beginRequest(read, {}, 0).state, 0).kind,
		).toBe("deferred");
	});
});

describe("a request that creates a resource", () => {
	test.each([
		["no response", { kind: "no_response" } as const],
		["500", httpResponse(500)],
		["408", httpResponse(408)],
		["200", httpResponse(200)],
		["a redirect", httpResponse(303)],
	])("is not retried after %s", (_, event) => {
		expect(runScript(make, [event, httpResponse(201)]).requests).toHaveLength(
			1,
		);
		expect(resultOf(make, [event, httpResponse(201)])).toMatchObject({
			outcome: { kind: "uncertain" },
		});
	});

	test.each([
		["429", httpResponse(429)],
		["a refused connection", { kind: "not_sent" } as const],
	])("is retried after %s, since nothing was done", (_, event) => {
		expect(resultOf(make, [event, httpResponse(201, 1)])).toMatchObject({
			kind: "done",
			data: 1,
		});
	});

	test("is uncertain if aborted in flight", () => {
		const first = beginRequest(make, {}, 0);
		expect(requestOutcomeIfAborted(first.state, 0).kind).toBe("uncertain");
		expect(
			requestOutcomeIfAborted(
				advanceRequest(first.state, httpResponse(429), 0, 0).state,
				0,
			).kind,
		).toBe("deferred");
	});
});

describe("a request for which any 2xx is success", () => {
	const put: RequestRule = { success: "2xx", idempotent: true };

	test.each([200, 201, 204, 299])("succeeds with %i", (status) => {
		expect(resultOf(put, [httpResponse(status)])).toMatchObject({
			kind: "done",
		});
	});

	test.each([199, 300, 302, 500])("is retried after %i", (status) => {
		expect(runScript(put, [httpResponse(status)]).transition.command.kind).toBe(
			"request",
		);
	});

	test("fails with 4xx", () => {
		expect(resultOf(put, [httpResponse(403)])).toMatchObject({
			outcome: { kind: "forbidden" },
		});
	});
});

test("the issues embedded by a Signoff server are used", () => {
	const outcome = {
		kind: "invalid",
		attempts: [],
		issues: [{ code: "malformed", path: ["tool_type"], message: "x" }],
	};
	expect(resultOf(make, [httpResponse(400, { outcome })])).toEqual({
		kind: "failed",
		outcome,
	});
});

/** Ends every request with the same event until the state machine finishes. */
function repeatUntilFinished(
	rule: RequestRule,
	event: RequestEvent,
	policy = {},
	before: RequestEvent[] = [],
): ReturnType<typeof runScript> {
	const events = Array.from({ length: 60 }, () => event);
	return runScript(rule, [...before, ...events], policy);
}

describe("timing", () => {
	const asked = { kind: "refresh_failed" } as const;

	test("doubles the wait each time", () => {
		const { transition } = runScript(read, [
			httpResponse(500),
			httpResponse(500),
			httpResponse(500),
		]);
		// 10 + 250, 10 + 500, 10 and then a second.
		expect(runScript(read, [httpResponse(500)]).now).toBe(1_000_000 + 260);
		expect(runScript(read, [httpResponse(500), httpResponse(500)]).now).toBe(
			1_000_770,
		);
		expect(transition.command).toMatchObject({ kind: "request" });
		expect(transition.state.consecutive_failures).toBe(3);
		const refresh = runScript(read, [httpResponse(401), asked, asked]);
		expect(refresh.now).toBe(1_000_000 + 10 + 260 + 510);
	});

	test("a request gets no more time than remains", () => {
		const policy = { deadlineMs: 10_000, attemptTimeoutMs: 4_000 };
		expect(beginRequest(read, policy, 5).command).toEqual({
			kind: "request",
			timeout_ms: 4_000,
		});
		const wait = httpResponse(429, null, { "retry-after": "7" });
		expect(runScript(read, [wait], policy).transition.command).toEqual({
			kind: "request",
			timeout_ms: 2_990,
		});
	});

	test("no request is made at the deadline or later", () => {
		const policy = { deadlineMs: 8_010, attemptTimeoutMs: 4_000 };
		const wait = (seconds: string) =>
			resultOf(
				read,
				[httpResponse(429, null, { "retry-after": seconds })],
				policy,
			);
		expect(wait("7")).toMatchObject({ kind: "request", timeout_ms: 1_000 });
		expect(wait("8")).toMatchObject({
			kind: "failed",
			outcome: { retry_at: new Date(1_008_010).toISOString() },
		});
		for (const late of [8_010, 9_000]) {
			const { state } = beginRequest(read, policy, 0);
			expect(
				advanceRequest(state, httpResponse(401), late, 0).command,
			).toMatchObject({
				kind: "finish",
				result: { kind: "failed", outcome: { kind: "deferred" } },
			});
		}
		const { state } = beginRequest(read, policy, 0);
		expect(advanceRequest(state, httpResponse(401), 8_009, 0).command).toEqual({
			kind: "refresh_token",
			timeout_ms: 1,
		});
	});

	test("a late response counts", () => {
		const { state } = beginRequest(read, { deadlineMs: 10 }, 0);
		expect(
			advanceRequest(state, httpResponse(200, 1), 999, 0).command,
		).toMatchObject({
			result: { kind: "done", data: 1 },
		});
	});
});

describe("the maximum number of requests", () => {
	test("is used up, and then there is no wait", () => {
		const { requests, now, transition } = repeatUntilFinished(
			read,
			httpResponse(500),
			{ maxCalls: 3 },
		);
		expect(requests).toHaveLength(3);
		expect(now).toBe(1_000_000 + 10 + 250 + 10 + 500 + 10);
		expect(transition.command).toMatchObject({
			result: { outcome: { kind: "deferred", reason: "unavailable" } },
		});
	});

	test("includes refreshes, and none is made beyond it", () => {
		const events = [httpResponse(401)];
		expect(
			runScript(read, events, { maxCalls: 2 }).transition.command.kind,
		).toBe("refresh_token");
		expect(resultOf(read, events, { maxCalls: 1 })).toMatchObject({
			outcome: { kind: "deferred" },
		});
	});

	test("of zero is deferred at once", () => {
		expect(resultOf(read, [], { maxCalls: 0 })).toEqual({
			kind: "failed",
			outcome: {
				kind: "deferred",
				reason: "unreachable",
				retry_at: new Date(1_001_000).toISOString(),
				attempts: [],
			},
		});
	});
});

describe("a request that failed", () => {
	test.each([
		["unreachable", { kind: "not_sent" } as const, []],
		["unavailable", { kind: "no_response" } as const, []],
		["unavailable", httpResponse(503), []],
		["rate_limited", httpResponse(429), []],
		["unavailable", { kind: "refresh_failed" } as const, [httpResponse(401)]],
	])(
		"is %s, with retry_at at least a second ahead",
		(reason, event, before) => {
			const { transition, now } = repeatUntilFinished(
				read,
				event,
				{ deadlineMs: 300 },
				before,
			);
			expect(transition.command).toMatchObject({
				result: {
					outcome: {
						kind: "deferred",
						reason,
						retry_at: new Date(now + 1_000).toISOString(),
					},
				},
			});
		},
	);

	test("is uncertain for a second if it creates a resource", () => {
		expect(resultOf(make, [{ kind: "no_response" }])).toMatchObject({
			outcome: { retry_at: new Date(1_001_010).toISOString() },
		});
	});
});

describe("aborted", () => {
	const at = new Date(6_000).toISOString();

	test("retry_at is a second ahead", () => {
		expect(
			requestOutcomeIfAborted(beginRequest(read, {}, 0).state, 5_000),
		).toMatchObject({
			kind: "deferred",
			reason: "unreachable",
			retry_at: at,
		});
		expect(
			requestOutcomeIfAborted(beginRequest(make, {}, 0).state, 5_000),
		).toMatchObject({
			kind: "uncertain",
			retry_at: at,
		});
	});

	test("once finished, it is the result", () => {
		const failed = runScript(read, [httpResponse(404)]).transition;
		expect(requestOutcomeIfAborted(failed.state, 0).kind).toBe("not_found");
		const done = runScript(read, [httpResponse(200)]).transition;
		expect(requestOutcomeIfAborted(done.state, 0).kind).toBe("deferred");
	});
});

describe("an event out of turn", () => {
	test("a finished request ignores events", () => {
		const { transition } = runScript(read, [httpResponse(200, 1)]);
		expect(advanceRequest(transition.state, httpResponse(404), 0, 0)).toEqual(
			transition,
		);
	});

	test("a sleep that ends early continues", () => {
		const asleep = advanceRequest(
			beginRequest(read, {}, 0).state,
			{ kind: "no_response" },
			0,
			0,
		);
		const slept = { kind: "slept" } as const;
		expect(advanceRequest(asleep.state, slept, 124, 0)).toEqual(asleep);
		expect(advanceRequest(asleep.state, slept, 125, 0).command.kind).toBe(
			"request",
		);
	});
});
