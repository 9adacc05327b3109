import { describe, expect, test } from "vitest";
import type { RequestEvent } from "./events.ts";
import { advanceRequest, beginRequest } from "./request.ts";
import type { RequestTransition } from "./state.ts";

const read = { success: 200, idempotent: true } as const;
const begin = 1_000_000;

function throttled(until: number): RequestEvent {
	return { kind: "throttled", until };
}

function httpResponse(status: number): RequestEvent {
	return { kind: "response", status, headers: {}, data: null };
}

/** Applies events at one moment. */
function after(events: RequestEvent[], now = begin): RequestTransition {
	return events.reduce<RequestTransition>(
		({ state }, event) => advanceRequest(state, event, now, 0),
		beginRequest(read, {}, begin),
	);
}

describe("a request that the rate limiter holds back", () => {
	test("is made later, and counts once", () => {
		const held = after([throttled(begin + 50)]);
		expect(held.command).toEqual({ kind: "sleep", until: begin + 50 });
		expect(held.state.calls_made).toBe(0);
		const sooner = advanceRequest(
			after([throttled(begin + 90)]).state,
			throttled(begin + 50),
			begin,
			0,
		);
		expect(sooner).toEqual(held);
	});

	test("is made at once if it may go now", () => {
		for (const until of [begin, begin - 1]) {
			const { state, command } = after([throttled(until)]);
			expect(command).toMatchObject({ kind: "request" });
			expect(state.calls_made).toBe(1);
			expect(state.last_failure).toBe("unreachable");
		}
	});

	test("keeps why it failed before while no limit is known to be reached", () => {
		const failed = after([
			{ kind: "no_response", cause: "connection_lost" },
		]).state;
		const held = (event: RequestEvent) =>
			advanceRequest(failed, event, begin, 0).state;
		expect(
			held({ kind: "throttled", until: begin + 50, awaits_response: true }),
		).toMatchObject({
			last_failure: "unavailable",
			last_cause: "connection_lost",
		});
		expect(held(throttled(begin + 50))).toMatchObject({
			last_failure: "rate_limited",
			last_cause: null,
		});
	});

	test("is a refresh if that was next", () => {
		const held = after([httpResponse(401), throttled(begin + 50)]);
		expect(held.state.next).toBe("refresh_token");
		const released = advanceRequest(held.state, throttled(begin), begin, 0);
		expect(released.command.kind).toBe("refresh_token");
	});

	test("does not trust a token that was fresh before the wait", () => {
		const { state } = after([
			httpResponse(401),
			{ kind: "refreshed" },
			throttled(begin + 50),
		]);
		expect(state.fresh_token).toBe(false);
		const sent = advanceRequest(state, { kind: "slept" }, begin + 50, 0);
		expect(
			advanceRequest(sent.state, httpResponse(401), begin + 60, 0).command.kind,
		).toBe("refresh_token");
	});

	test("stays finished if it has finished", () => {
		const done = after([httpResponse(200)]);
		expect(advanceRequest(done.state, throttled(begin + 50), begin, 0)).toEqual(
			done,
		);
		expect(advanceRequest(done.state, throttled(begin), begin, 0)).toEqual(
			done,
		);
	});
});
