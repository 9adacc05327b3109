import { describe, expect, test } from "vitest";
import {
	advanceCall,
	beginCall,
	type CallRule,
	type CallState,
	type CallStep,
	callSoFar,
} from "./call.ts";
import type { SettleEvent } from "./state.ts";

const read: CallRule = { success: 200, repeatable: true };
const make: CallRule = { success: 201, repeatable: false };

function answered(
	status: number,
	data: unknown = null,
	headers: Record<string, string> = {},
): SettleEvent {
	return { kind: "answered", status, headers, data };
}

/** Plays events in virtual time (sleeps pass at once), and returns the last step with the calls seen. */
function play(
	rule: CallRule,
	events: SettleEvent[],
	policy = {},
): { step: CallStep; calls: string[]; now: number } {
	let now = 1_000_000;
	let step = beginCall(rule, policy, now);
	const calls: string[] = [];
	const left = [...events];
	while (step.command.kind !== "finish") {
		const state: CallState = JSON.parse(JSON.stringify(step.state));
		if (step.command.kind === "sleep") {
			now = step.command.until;
			step = advanceCall(state, { kind: "slept" }, now, 1);
			continue;
		}
		const event = left.shift();
		if (event === undefined) return { step, calls, now };
		calls.push(step.command.kind);
		now += 10;
		step = advanceCall(state, event, now, 1);
	}
	return { step, calls, now };
}

function ending(rule: CallRule, events: SettleEvent[], policy = {}): unknown {
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
		["no answer", { kind: "lost" } as const],
		["a refused connection", { kind: "unsent" } as const],
		["429", answered(429)],
	])("is made again after %s", (_, event) => {
		const { calls } = play(read, [event, answered(200)]);
		expect(calls).toEqual(["call", "call"]);
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
			() => ({ kind: "unsent" }) as const,
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
		).toEqual(["call", "refresh_token", "call"]);
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

	test("tries a refresh again that failed", () => {
		expect(
			play(read, [answered(401), { kind: "refresh_failed" }]).step.command.kind,
		).toBe("refresh_token");
	});

	test("broken off, is deferred", () => {
		expect(callSoFar(beginCall(read, {}, 0).state, 0).kind).toBe("deferred");
	});
});

describe("a call that makes something", () => {
	test.each([
		["no answer", { kind: "lost" } as const],
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
		["a refused connection", { kind: "unsent" } as const],
	])("is made again after %s, since nothing was done", (_, event) => {
		expect(ending(make, [event, answered(201, 1)])).toMatchObject({
			kind: "done",
			data: 1,
		});
	});

	test("broken off while it is under way, is uncertain", () => {
		const first = beginCall(make, {}, 0);
		expect(callSoFar(first.state, 0).kind).toBe("uncertain");
		expect(
			callSoFar(advanceCall(first.state, answered(429), 0, 0).state, 0).kind,
		).toBe("deferred");
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
