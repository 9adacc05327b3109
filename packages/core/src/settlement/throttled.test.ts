import { describe, expect, test } from "vitest";
import type { ThrottledEvent } from "../request/events.ts";
import { advanceRequest, beginRequest } from "../request/request.ts";
import { requestOutcomeIfAborted } from "../request/transitions.ts";
import {
	httpResponse,
	noResponse,
	refreshed,
	runScript,
	startedAt,
	withoutPreflight,
} from "../testing/script.ts";
import { advanceSettlement, outcomeIfAborted } from "./settlement.ts";
import type { SettlementState } from "./state.ts";

const policy = {
	...withoutPreflight,
	deadlineMs: 10_000,
	attemptTimeoutMs: 4_000,
};
const noContent = httpResponse(204);

/** Held back until `ms` after the start. */
function heldUntil(ms: number): ThrottledEvent {
	return { kind: "throttled", until: startedAt + ms };
}

describe("a submission that the rate limiter holds back", () => {
	test("is sent at that moment with its full time limit, and is no attempt before", () => {
		const { requests, outcome, attempts } = runScript({ policy }, [
			heldUntil(5_000),
			noContent,
		]);
		expect(requests).toEqual(["submit 0", "submit 5000"]);
		expect(attempts).toHaveLength(1);
		expect(outcome).toMatchObject({ kind: "accepted" });
	});

	test("has not been sent: if aborted, nothing is in doubt", () => {
		const { transition } = runScript({ policy }, []);
		const waiting = advanceSettlement(
			transition.state,
			heldUntil(5_000),
			startedAt,
			0,
		);
		expect(waiting.command).toEqual({
			kind: "sleep",
			until: startedAt + 5_000,
		});
		expect(waiting.state.in_doubt).toBe(false);
		expect(outcomeIfAborted(waiting.state, startedAt)).toMatchObject({
			kind: "deferred",
			reason: "rate_limited",
		});
	});

	test("does not count as a request", () => {
		const events = Array.from({ length: 9 }, (_, index) =>
			heldUntil(index + 20),
		);
		const { outcome } = runScript({ policy: { ...policy, maxCalls: 1 } }, [
			...events,
			noContent,
		]);
		expect(outcome).toMatchObject({ kind: "accepted" });
	});

	test("that is due is sent at once", () => {
		const { transition } = runScript({ policy }, []);
		const { command } = advanceSettlement(
			transition.state,
			heldUntil(7),
			startedAt + 7,
			0,
		);
		expect(command).toEqual({ kind: "submit", timeout_ms: 4_000 });
	});

	test("that is due, or waits for a response, keeps why the request before it failed; one that waits for a limit does not", () => {
		const cause = "connection_lost" as const;
		const { transition } = runScript({ policy }, [
			{ kind: "no_response", cause },
		]);
		const after = (ms: number) =>
			advanceSettlement(transition.state, heldUntil(ms), startedAt + 135, 0)
				.state;
		for (const ms of [134, 135])
			expect(after(ms)).toMatchObject({
				last_failure: "unavailable",
				last_cause: cause,
			});
		const awaiting: ThrottledEvent = {
			...heldUntil(136),
			awaits_response: true,
		};
		expect(
			advanceSettlement(transition.state, awaiting, startedAt + 135, 0).state,
		).toMatchObject({ last_failure: "unavailable", last_cause: cause });
		expect(after(136)).toMatchObject({
			last_failure: "rate_limited",
			last_cause: null,
		});
	});

	test("that becomes due during a sleep is sent at once", () => {
		const { transition } = runScript({ policy }, []);
		const { state } = advanceSettlement(
			transition.state,
			heldUntil(5_000),
			startedAt,
			0,
		);
		const { command } = advanceSettlement(
			state,
			heldUntil(40),
			startedAt + 40,
			0,
		);
		expect(command).toEqual({ kind: "submit", timeout_ms: 4_000 });
	});

	test("is deferred at once if it is due too late", () => {
		const { outcome, elapsedMs } = runScript({ policy }, [heldUntil(60_000)]);
		expect(elapsedMs).toBe(10);
		expect(outcome).toMatchObject({
			kind: "deferred",
			reason: "rate_limited",
			retry_at: new Date(startedAt + 60_000).toISOString(),
			attempts: [],
		});
	});
});

describe("a wait that the server named", () => {
	const busy = httpResponse(503, null, { "retry-after": "5" });
	const asleep = () => {
		const { state } = runScript({ policy }, []).transition;
		return advanceSettlement(state, busy, startedAt + 10, 0);
	};

	test.each([
		[1_000, 5_010],
		[5_010, 5_010],
		[5_500, 5_500],
	])("is not shortened by the rate limiter: until %i, then %i", (until, at) => {
		const { state, command } = asleep();
		expect(command).toEqual({ kind: "sleep", until: startedAt + 5_010 });
		expect(
			advanceSettlement(state, heldUntil(until), startedAt + 500, 0).command,
		).toEqual({ kind: "sleep", until: startedAt + at });
	});

	test("is not shortened by a later, shorter one", () => {
		const first = asleep();
		const held = advanceSettlement(
			first.state,
			heldUntil(600),
			startedAt + 500,
			0,
		);
		const again = advanceSettlement(
			held.state,
			heldUntil(700),
			startedAt + 600,
			0,
		);
		expect(again.command).toEqual({ kind: "sleep", until: startedAt + 5_010 });
	});
});

describe("in doubt", () => {
	test("if it is due too late, the final read bypasses the rate limiter", () => {
		const { transition, requests } = runScript({ policy }, [
			noResponse,
			heldUntil(60_000),
		]);
		expect(requests.at(-1)).toMatch(/^read_instance/);
		expect(transition.command).toMatchObject({
			kind: "read_instance",
			urgent: true,
		});
	});

	test("nothing else is urgent", () => {
		const { transition } = runScript({ policy }, [noResponse]);
		expect(transition.command).not.toHaveProperty("urgent");
	});
});

test("a finished settlement ignores the rate limiter", () => {
	const { transition } = runScript({ policy }, [noContent]);
	expect(
		advanceSettlement(transition.state, heldUntil(5), startedAt, 0),
	).toEqual(transition);
});

test("a refresh that is heldUntil back waits as well", () => {
	const { transition } = runScript({ policy }, [httpResponse(401)]);
	const state: SettlementState = transition.state;
	expect(state.command.kind).toBe("refresh_token");
	const { command } = advanceSettlement(
		state,
		heldUntil(50),
		startedAt + 50,
		0,
	);
	expect(command).toMatchObject({ kind: "refresh_token" });
});

test("a fresh token may have expired by then: its 401 is not final", () => {
	const before = [httpResponse(401), refreshed];
	const { transition } = runScript({ policy }, [
		...before,
		heldUntil(3_000),
		httpResponse(401),
	]);
	expect(transition.command).toMatchObject({ kind: "refresh_token" });
	const { outcome } = runScript({ policy }, [...before, httpResponse(401)]);
	expect(outcome).toMatchObject({ kind: "unauthenticated" });
});

describe("a read that the rate limiter holds back", () => {
	const rule = { success: 200, idempotent: true } as const;
	const first = beginRequest(rule, policy, startedAt);
	const step = (ms: number, from = first, now = startedAt) =>
		advanceRequest(from.state, heldUntil(ms), now, 0);

	test("is sent at that moment", () => {
		const waiting = step(500);
		expect(waiting.command).toEqual({ kind: "sleep", until: startedAt + 500 });
		expect(
			advanceRequest(waiting.state, { kind: "slept" }, startedAt + 500, 0)
				.command,
		).toEqual({ kind: "request", timeout_ms: 4_000 });
		expect(step(500, waiting, startedAt + 500).command).toMatchObject({
			kind: "request",
		});
	});

	test("does not count as a request", () => {
		expect(step(500).state.calls_made).toBe(0);
	});

	test("is deferred at once if it is due too late", () => {
		expect(step(9_999).command.kind).toBe("sleep");
		expect(step(10_000).command).toMatchObject({
			kind: "finish",
			result: {
				outcome: {
					kind: "deferred",
					reason: "rate_limited",
					retry_at: new Date(startedAt + 10_000).toISOString(),
				},
			},
		});
	});

	test("reports the rate limit if it is aborted", () => {
		expect(requestOutcomeIfAborted(step(500).state, startedAt)).toMatchObject({
			kind: "deferred",
			reason: "rate_limited",
		});
	});

	test("refreshes again if the fresh token has expired by then", () => {
		const unauthorized = httpResponse(401);
		const asked = advanceRequest(first.state, unauthorized, startedAt, 0);
		const fresh = advanceRequest(asked.state, refreshed, startedAt, 0);
		const { command } = advanceRequest(
			step(10, step(5, fresh), startedAt + 10).state,
			unauthorized,
			startedAt + 20,
			0,
		);
		expect(command).toMatchObject({ kind: "refresh_token" });
	});

	test("that has finished ignores it", () => {
		const over = step(10_000);
		expect(step(500, over)).toEqual(over);
	});
});
