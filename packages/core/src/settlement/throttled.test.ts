import { describe, expect, test } from "vitest";
import type { RequestEvent } from "../request/events.ts";
import { advanceRequest, beginRequest } from "../request/request.ts";
import { requestOutcomeIfAborted } from "../request/transitions.ts";
import {
	answer,
	blind,
	lost,
	play,
	refreshed,
	start,
} from "../testing/script.ts";
import { advanceSettlement, outcomeIfAborted } from "./settlement.ts";
import type { SettlementState } from "./state.ts";

const policy = { ...blind, deadlineMs: 10_000, attemptTimeoutMs: 4_000 };
const noContent = answer(204);

/** Held back until so many milliseconds after the start. */
function held(ms: number): RequestEvent {
	return { kind: "throttled", until: start + ms };
}

describe("a submission that the pace holds back", () => {
	test("goes at that moment, with its time counted from then, and was no attempt", () => {
		const { calls, outcome, attempts } = play({ policy }, [
			held(5_000),
			noContent,
		]);
		expect(calls).toEqual(["submit 0", "submit 5000"]);
		expect(attempts).toHaveLength(1);
		expect(outcome).toMatchObject({ kind: "accepted" });
	});

	test("has not been sent: aborted, nothing is in doubt", () => {
		const { step } = play({ policy }, []);
		const waiting = advanceSettlement(step.state, held(5_000), start, 0);
		expect(waiting.command).toEqual({ kind: "sleep", until: start + 5_000 });
		expect(waiting.state.in_doubt).toBe(false);
		expect(outcomeIfAborted(waiting.state, start)).toMatchObject({
			kind: "deferred",
			reason: "rate_limited",
		});
	});

	test("does not use up a call", () => {
		const events = Array.from({ length: 9 }, (_, index) => held(index + 20));
		const { outcome } = play({ policy: { ...policy, maxCalls: 1 } }, [
			...events,
			noContent,
		]);
		expect(outcome).toMatchObject({ kind: "accepted" });
	});

	test("whose turn has come goes at once", () => {
		const { step } = play({ policy }, []);
		const { command } = advanceSettlement(step.state, held(7), start + 7, 0);
		expect(command).toEqual({ kind: "submit", timeout_ms: 4_000 });
	});

	test("whose turn comes while it sleeps goes at once", () => {
		const { step } = play({ policy }, []);
		const { state } = advanceSettlement(step.state, held(5_000), start, 0);
		const { command } = advanceSettlement(state, held(40), start + 40, 0);
		expect(command).toEqual({ kind: "submit", timeout_ms: 4_000 });
	});

	test("is deferred at once where its turn comes too late", () => {
		const { outcome, took } = play({ policy }, [held(60_000)]);
		expect(took).toBe(10);
		expect(outcome).toMatchObject({
			kind: "deferred",
			reason: "rate_limited",
			retry_at: new Date(start + 60_000).toISOString(),
			attempts: [],
		});
	});
});

describe("in doubt", () => {
	test("where the turn comes too late, the last read goes whatever the pace", () => {
		const { step, calls } = play({ policy }, [lost, held(60_000)]);
		expect(calls.at(-1)).toMatch(/^read_instance/);
		expect(step.command).toMatchObject({ kind: "read_instance", urgent: true });
	});

	test("nothing else is urgent", () => {
		const { step } = play({ policy }, [lost]);
		expect(step.command).not.toHaveProperty("urgent");
	});
});

test("a finished settlement stays finished", () => {
	const { step } = play({ policy }, [noContent]);
	expect(advanceSettlement(step.state, held(5), start, 0)).toEqual(step);
});

test("a token that is being refreshed is waited for: a hold is for calls", () => {
	const { step } = play({ policy }, [answer(401)]);
	const state: SettlementState = step.state;
	expect(state.command.kind).toBe("refresh_token");
	const { command } = advanceSettlement(state, held(50), start + 50, 0);
	expect(command).toMatchObject({ kind: "refresh_token" });
});

test("a fresh token may have ended by the time of the turn: its 401 is not the last word", () => {
	const before = [answer(401), refreshed];
	const { step } = play({ policy }, [...before, held(3_000), answer(401)]);
	expect(step.command).toMatchObject({ kind: "refresh_token" });
	const { outcome } = play({ policy }, [...before, answer(401)]);
	expect(outcome).toMatchObject({ kind: "unauthenticated" });
});

describe("a read that the pace holds back", () => {
	const rule = { success: 200, idempotent: true } as const;
	const first = beginRequest(rule, policy, start);
	const step = (ms: number, from = first, now = start) =>
		advanceRequest(from.state, held(ms), now, 0);

	test("goes at that moment", () => {
		const waiting = step(500);
		expect(waiting.command).toEqual({ kind: "sleep", until: start + 500 });
		expect(
			advanceRequest(waiting.state, { kind: "slept" }, start + 500, 0).command,
		).toEqual({ kind: "request", timeout_ms: 4_000 });
		expect(step(500, waiting, start + 500).command).toMatchObject({
			kind: "request",
		});
	});

	test("does not use up a call", () => {
		expect(step(500).state.calls_made).toBe(0);
	});

	test("is deferred at once where its turn comes too late", () => {
		expect(step(9_999).command.kind).toBe("sleep");
		expect(step(10_000).command).toMatchObject({
			kind: "finish",
			result: {
				outcome: {
					kind: "deferred",
					reason: "rate_limited",
					retry_at: new Date(start + 10_000).toISOString(),
				},
			},
		});
	});

	test("says what it waited for where it is broken off", () => {
		expect(requestOutcomeIfAborted(step(500).state, start)).toMatchObject({
			kind: "deferred",
			reason: "rate_limited",
		});
	});

	test("asks for another token where the fresh one has ended by then", () => {
		const unauthorized = answer(401);
		const asked = advanceRequest(first.state, unauthorized, start, 0);
		const fresh = advanceRequest(asked.state, refreshed, start, 0);
		const { command } = advanceRequest(
			step(10, step(5, fresh), start + 10).state,
			unauthorized,
			start + 20,
			0,
		);
		expect(command).toMatchObject({ kind: "refresh_token" });
	});

	test("that is over stays over", () => {
		const over = step(10_000);
		expect(step(500, over)).toEqual(over);
	});
});
