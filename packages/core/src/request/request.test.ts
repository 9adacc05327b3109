import { describe, expect, test } from "vitest";
import type { RequestEvent } from "./events.ts";
import { advanceRequest, beginRequest } from "./request.ts";
import type { RequestRule, RequestState, RequestTransition } from "./state.ts";
import { requestOutcomeIfAborted } from "./transitions.ts";

const read: RequestRule = { success: 200, idempotent: true };
const make: RequestRule = { success: 201, idempotent: false };

function answered(
	status: number,
	data: unknown = null,
	headers: Record<string, string> = {},
): RequestEvent {
	return { kind: "response", status, headers, data };
}

/** Plays events in virtual time (sleeps pass at once), and returns the last step with the calls seen. */
function play(
	rule: RequestRule,
	events: RequestEvent[],
	policy = {},
): { step: RequestTransition; calls: string[]; now: number } {
	let now = 1_000_000;
	let step = beginRequest(rule, policy, now);
	const calls: string[] = [];
	const left = [...events];
	while (step.command.kind !== "finish") {
		const state: RequestState = JSON.parse(JSON.stringify(step.state));
		if (step.command.kind === "sleep") {
			now = step.command.until;
			step = advanceRequest(state, { kind: "slept" }, now, 1);
			continue;
		}
		const event = left.shift();
		if (event === undefined) return { step, calls, now };
		calls.push(step.command.kind);
		now += 10;
		step = advanceRequest(state, event, now, 1);
	}
	return { step, calls, now };
}

function ending(
	rule: RequestRule,
	events: RequestEvent[],
	policy = {},
): unknown {
	const { command } = play(rule, events, policy).step;
	return command.kind === "finish" ? command.result : command;
}

describe("a read", () => {
	test("ends with its answer", () => {
		expect(ending(read, [answered(200, { a: 1 }, { link: "x" })])).toEqual({
			kind: "done",
			headers: { link: "x" },
			data: { a: 1 },
		});
	});

	test.each([
		["408", answered(408)],
		["500", answered(500)],
		["503", answered(503)],
		["a redirect", answered(302)],
		["a 204", answered(204)],
		["a 201", answered(201)],
		["no answer", { kind: "no_response" } as const],
		["a refused connection", { kind: "not_sent" } as const],
		["429", answered(429)],
	])("is made again after %s", (_, event) => {
		const { calls } = play(read, [event, answered(200)]);
		expect(calls).toEqual(["request", "request"]);
		expect(ending(read, [event, answered(200)])).toMatchObject({
			kind: "done",
		});
	});

	test.each([
		[400, "invalid"],
		[403, "forbidden"],
		[404, "not_found"],
		[422, "invalid"],
	])("ends at once with %i", (status, kind) => {
		expect(ending(read, [answered(status)])).toMatchObject({
			kind: "failed",
			outcome: { kind },
		});
	});

	test("waits as long as the server asks", () => {
		const { now } = play(read, [
			answered(429, null, { "retry-after": "7" }),
			answered(200),
		]);
		expect(now).toBe(1_000_000 + 10 + 7_000 + 10);
	});

	test("is deferred where the wait is longer than the deadline", () => {
		const result = ending(read, [answered(429, null, { "retry-after": "60" })]);
		expect(result).toMatchObject({
			kind: "failed",
			outcome: {
				kind: "deferred",
				reason: "rate_limited",
				retry_at: new Date(1_060_010).toISOString(),
			},
		});
	});

	test("is deferred at the deadline, for the last reason met", () => {
		const events = Array.from(
			{ length: 100 },
			() => ({ kind: "not_sent" }) as const,
		);
		const { step, now } = play(read, events, { deadlineMs: 5_000 });
		expect(step.command).toMatchObject({
			result: { outcome: { kind: "deferred", reason: "unreachable" } },
		});
		expect(now).toBeLessThanOrEqual(1_005_000);
	});

	test("never makes more calls than it may", () => {
		const events = Array.from({ length: 9 }, () => answered(500));
		expect(play(read, events, { maxCalls: 3 }).calls).toHaveLength(3);
	});

	test("asks for a fresh token once", () => {
		expect(
			play(read, [answered(401), { kind: "refreshed" }, answered(200)]).calls,
		).toEqual(["request", "refresh_token", "request"]);
		expect(
			ending(read, [answered(401), { kind: "refreshed" }, answered(401)]),
		).toMatchObject({
			outcome: { kind: "unauthenticated" },
		});
	});

	test("asks again for a token that a call went through with, and that is refused later", () => {
		const events = [
			answered(401),
			{ kind: "refreshed" } as const,
			answered(500),
			answered(401),
		];
		expect(play(read, events).step.command.kind).toBe("refresh_token");
	});

	test("is unauthenticated where no token is to be had", () => {
		expect(
			ending(read, [answered(401), { kind: "refresh_refused" }]),
		).toMatchObject({
			outcome: { kind: "unauthenticated", reason: null },
		});
	});

	test("tells what helps where that is known", () => {
		const reason = { code: "log_in_again", message: "Log in again." };
		expect(
			ending(read, [answered(401), { kind: "refresh_refused", reason }]),
		).toMatchObject({ outcome: { kind: "unauthenticated", reason } });
	});

	describe("without a token", () => {
		const tokenless = { kind: "no_token" } as const;
		const had = { kind: "refreshed" } as const;

		test("gets one first, and was not made", () => {
			const { calls, step } = play(read, [tokenless, had, answered(200)]);
			expect(calls).toEqual(["request", "refresh_token", "request"]);
			expect(step.state.calls_made).toBe(2);
			expect(
				ending(read, [tokenless, had, answered(200)], { maxCalls: 2 }),
			).toMatchObject({ kind: "done" });
		});

		test("is unauthenticated where there is none, or the fresh one is gone", () => {
			for (const second of [
				[{ kind: "refresh_refused" } as const],
				[had, tokenless],
			])
				expect(ending(read, [tokenless, ...second])).toMatchObject({
					outcome: { kind: "unauthenticated", reason: null },
				});
		});

		test("leaves nothing open where it may not be repeated", () => {
			expect(ending(make, [tokenless, had, answered(201)])).toMatchObject({
				kind: "done",
			});
		});

		test("nothing but a call can be", () => {
			const { state } = play(read, [{ kind: "not_sent" }]).step;
			const command = { kind: "sleep", until: 9_999_999 } as const;
			const sleeping: RequestState = { ...state, command };
			expect(advanceRequest(sleeping, tokenless, 1_000_000, 0)).toEqual({
				state: sleeping,
				command,
			});
		});
	});

	test("tries a refresh again that failed", () => {
		expect(
			play(read, [answered(401), { kind: "refresh_failed" }]).step.command.kind,
		).toBe("refresh_token");
	});

	test("broken off, is deferred", () => {
		expect(
			requestOutcomeIfAborted(beginRequest(read, {}, 0).state, 0).kind,
		).toBe("deferred");
	});
});

describe("a call that makes something", () => {
	test.each([
		["no answer", { kind: "no_response" } as const],
		["500", answered(500)],
		["408", answered(408)],
		["200", answered(200)],
		["a redirect", answered(303)],
	])("is not made again after %s", (_, event) => {
		expect(play(make, [event, answered(201)]).calls).toHaveLength(1);
		expect(ending(make, [event, answered(201)])).toMatchObject({
			outcome: { kind: "uncertain" },
		});
	});

	test.each([
		["429", answered(429)],
		["a refused connection", { kind: "not_sent" } as const],
	])("is made again after %s, since nothing was done", (_, event) => {
		expect(ending(make, [event, answered(201, 1)])).toMatchObject({
			kind: "done",
			data: 1,
		});
	});

	test("broken off while it is under way, is uncertain", () => {
		const first = beginRequest(make, {}, 0);
		expect(requestOutcomeIfAborted(first.state, 0).kind).toBe("uncertain");
		expect(
			requestOutcomeIfAborted(
				advanceRequest(first.state, answered(429), 0, 0).state,
				0,
			).kind,
		).toBe("deferred");
	});
});

describe("a call that any 2xx ends", () => {
	const put: RequestRule = { success: "2xx", idempotent: true };

	test.each([200, 201, 204, 299])("is done with %i", (status) => {
		expect(ending(put, [answered(status)])).toMatchObject({ kind: "done" });
	});

	test.each([199, 300, 302, 500])("is made again after %i", (status) => {
		expect(play(put, [answered(status)]).step.command.kind).toBe("request");
	});

	test("is refused with 4xx", () => {
		expect(ending(put, [answered(403)])).toMatchObject({
			outcome: { kind: "forbidden" },
		});
	});
});

test("a server of ours says which part of a request is wrong", () => {
	const outcome = {
		kind: "invalid",
		attempts: [],
		issues: [{ code: "malformed", path: ["tool_type"], message: "x" }],
	};
	expect(ending(make, [answered(400, { outcome })])).toEqual({
		kind: "failed",
		outcome,
	});
});

/** Every call comes to the same, until there is an end. */
function always(
	rule: RequestRule,
	event: RequestEvent,
	policy = {},
	before: RequestEvent[] = [],
): ReturnType<typeof play> {
	const events = Array.from({ length: 60 }, () => event);
	return play(rule, [...before, ...events], policy);
}

describe("in time", () => {
	const asked = { kind: "refresh_failed" } as const;

	test("waits twice as long every time", () => {
		const { step } = play(read, [answered(500), answered(500), answered(500)]);
		// 10 + 250, 10 + 500, 10 and then a second.
		expect(play(read, [answered(500)]).now).toBe(1_000_000 + 260);
		expect(play(read, [answered(500), answered(500)]).now).toBe(1_000_770);
		expect(step.command).toMatchObject({ kind: "request" });
		expect(step.state.consecutive_failures).toBe(3);
		const refresh = play(read, [answered(401), asked, asked]);
		expect(refresh.now).toBe(1_000_000 + 10 + 260 + 510);
	});

	test("a call gets no more time than is left", () => {
		const policy = { deadlineMs: 10_000, attemptTimeoutMs: 4_000 };
		expect(beginRequest(read, policy, 5).command).toEqual({
			kind: "request",
			timeout_ms: 4_000,
		});
		const wait = answered(429, null, { "retry-after": "7" });
		expect(play(read, [wait], policy).step.command).toEqual({
			kind: "request",
			timeout_ms: 2_990,
		});
	});

	test("no call is made at the deadline, or after", () => {
		const policy = { deadlineMs: 8_010, attemptTimeoutMs: 4_000 };
		const wait = (seconds: string) =>
			ending(read, [answered(429, null, { "retry-after": seconds })], policy);
		expect(wait("7")).toMatchObject({ kind: "request", timeout_ms: 1_000 });
		expect(wait("8")).toMatchObject({
			kind: "failed",
			outcome: { retry_at: new Date(1_008_010).toISOString() },
		});
		for (const late of [8_010, 9_000]) {
			const { state } = beginRequest(read, policy, 0);
			expect(
				advanceRequest(state, answered(401), late, 0).command,
			).toMatchObject({
				kind: "finish",
				result: { kind: "failed", outcome: { kind: "deferred" } },
			});
		}
		const { state } = beginRequest(read, policy, 0);
		expect(advanceRequest(state, answered(401), 8_009, 0).command).toEqual({
			kind: "refresh_token",
			timeout_ms: 1,
		});
	});

	test("a late answer is an answer", () => {
		const { state } = beginRequest(read, { deadlineMs: 10 }, 0);
		expect(
			advanceRequest(state, answered(200, 1), 999, 0).command,
		).toMatchObject({
			result: { kind: "done", data: 1 },
		});
	});
});

describe("a budget of calls", () => {
	test("is used up, and then nothing is waited for", () => {
		const { calls, now, step } = always(read, answered(500), { maxCalls: 3 });
		expect(calls).toHaveLength(3);
		expect(now).toBe(1_000_000 + 10 + 250 + 10 + 500 + 10);
		expect(step.command).toMatchObject({
			result: { outcome: { kind: "deferred", reason: "unavailable" } },
		});
	});

	test("counts refreshes, and leaves none where it is spent", () => {
		const events = [answered(401)];
		expect(play(read, events, { maxCalls: 2 }).step.command.kind).toBe(
			"refresh_token",
		);
		expect(ending(read, events, { maxCalls: 1 })).toMatchObject({
			outcome: { kind: "deferred" },
		});
	});

	test("of nothing is deferred at once", () => {
		expect(ending(read, [], { maxCalls: 0 })).toEqual({
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

describe("what could not be had", () => {
	test.each([
		["unreachable", { kind: "not_sent" } as const, []],
		["unavailable", { kind: "no_response" } as const, []],
		["unavailable", answered(503), []],
		["rate_limited", answered(429), []],
		["unavailable", { kind: "refresh_failed" } as const, [answered(401)]],
	])(
		"is %s, and may be tried again in a second at the soonest",
		(reason, event, before) => {
			const { step, now } = always(read, event, { deadlineMs: 300 }, before);
			expect(step.command).toMatchObject({
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

	test("is uncertain for a second where it made something", () => {
		expect(ending(make, [{ kind: "no_response" }])).toMatchObject({
			outcome: { retry_at: new Date(1_001_010).toISOString() },
		});
	});
});

describe("broken off", () => {
	const at = new Date(6_000).toISOString();

	test("it may be tried again in a second", () => {
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

	test("once over, it is what it came to", () => {
		const failed = play(read, [answered(404)]).step;
		expect(requestOutcomeIfAborted(failed.state, 0).kind).toBe("not_found");
		const done = play(read, [answered(200)]).step;
		expect(requestOutcomeIfAborted(done.state, 0).kind).toBe("deferred");
	});
});

describe("a step that is not yet over", () => {
	test("a finished call takes no more events", () => {
		const { step } = play(read, [answered(200, 1)]);
		expect(advanceRequest(step.state, answered(404), 0, 0)).toEqual(step);
	});

	test("a sleep cut short goes on sleeping", () => {
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
