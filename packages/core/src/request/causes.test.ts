import { describe, expect, test } from "vitest";
import type { RequestEvent } from "./events.ts";
import { advanceRequest, beginRequest } from "./request.ts";
import type { RequestCommand, RequestRule } from "./state.ts";
import { requestOutcomeIfAborted } from "./transitions.ts";

const read: RequestRule = { success: 200, idempotent: true };
const make: RequestRule = { success: 201, idempotent: false };

function httpResponse(status: number): RequestEvent {
	return { kind: "response", status, headers: {}, data: null };
}

const notTheApi = { kind: "no_response", cause: "not_the_api" } as const;

/** The last command after these events, which end one request each. */
function commandAfter(
	events: RequestEvent[],
	rule = read,
	policy = {},
): RequestCommand {
	let now = 1_000_000;
	let next = beginRequest(rule, policy, now);
	for (const event of events) {
		if (next.command.kind === "sleep") {
			now = next.command.until;
			next = advanceRequest(next.state, { kind: "slept" }, now, 0);
		}
		next = advanceRequest(next.state, event, now, 0);
	}
	return next.command;
}

describe("the cause in the outcome", () => {
	const once = { maxCalls: 1 };

	test.each<[RequestEvent, string, string | undefined]>([
		[{ kind: "no_response", cause: "timeout" }, "unavailable", "timeout"],
		[{ kind: "no_response" }, "unavailable", undefined],
		[
			{ kind: "not_sent", cause: "connection_refused" },
			"unreachable",
			"connection_refused",
		],
		[{ kind: "not_sent" }, "unreachable", undefined],
		[httpResponse(408), "unavailable", "server_error"],
		[httpResponse(503), "unavailable", "server_error"],
		[httpResponse(300), "unavailable", "not_the_api"],
		[httpResponse(302), "unavailable", "not_the_api"],
		[httpResponse(202), "unavailable", undefined],
		[httpResponse(429), "rate_limited", undefined],
	])("of %j is known", (event, reason, cause) => {
		const command = commandAfter([event], read, once);
		if (command.kind !== "finish" || command.result.kind !== "failed")
			throw new Error("It did not fail.");
		expect(command.result.outcome).toMatchObject({ kind: "deferred", reason });
		const { outcome } = command.result;
		expect("cause" in outcome ? outcome.cause?.code : undefined).toBe(cause);
	});

	test("is that of the last failure", () => {
		const lost = { kind: "no_response", cause: "timeout" } as const;
		for (const last of [httpResponse(429), { kind: "not_sent" } as const])
			expect(
				JSON.stringify(commandAfter([lost, last], read, { maxCalls: 2 })),
			).not.toContain("cause");
		const asked = [lost, httpResponse(401)];
		expect(
			JSON.stringify(
				commandAfter([...asked, { kind: "refresh_failed" }], read, {
					maxCalls: 3,
				}),
			),
		).not.toContain("cause");
	});

	test("is that of a refresh that failed", () => {
		const failed = { kind: "not_sent", cause: "callback_failed" } as const;
		expect(
			commandAfter([httpResponse(401), failed], read, { maxCalls: 2 }),
		).toMatchObject({
			result: { outcome: { kind: "deferred", cause: { code: failed.cause } } },
		});
	});

	test("is known of a creation too, and after an abort", () => {
		const lost = { kind: "no_response", cause: "connection_lost" } as const;
		expect(commandAfter([lost], make)).toMatchObject({
			result: { outcome: { kind: "uncertain", cause: { code: lost.cause } } },
		});
		const { state } = advanceRequest(
			beginRequest(read, {}, 0).state,
			lost,
			0,
			0,
		);
		expect(requestOutcomeIfAborted(state, 0)).toMatchObject({
			kind: "deferred",
			cause: { code: lost.cause },
		});
		const held = { kind: "throttled", until: 1_000 } as const;
		expect(
			requestOutcomeIfAborted(advanceRequest(state, held, 0, 0).state, 0),
		).not.toHaveProperty("cause");
	});
});

test.each(["tls_certificate", "invalid_address"] as const)(
	"`%s` ends a request at once, since waiting does not cure it",
	(cause) => {
		expect(commandAfter([{ kind: "not_sent", cause }])).toMatchObject({
			kind: "finish",
			result: {
				outcome: {
					kind: "deferred",
					reason: "unreachable",
					cause: { code: cause },
				},
			},
		});
	},
);

test("a permanent cause ends a request at once, also during a refresh", () => {
	const refused = {
		kind: "not_sent",
		cause: "proxy_refused",
		permanent: true,
	} as const;
	for (const before of [[], [httpResponse(401)]])
		expect(commandAfter([...before, refused])).toMatchObject({
			kind: "finish",
			result: {
				outcome: {
					kind: "deferred",
					reason: "unreachable",
					cause: { code: "proxy_refused" },
				},
			},
		});
});

describe("answers that are not from the API", () => {
	test("end a request if there are three in a row", () => {
		expect(commandAfter([notTheApi, httpResponse(302)]).kind).toBe("sleep");
		expect(
			commandAfter([notTheApi, httpResponse(302), notTheApi]),
		).toMatchObject({
			kind: "finish",
			result: {
				outcome: {
					kind: "deferred",
					reason: "unreachable",
					cause: { code: "not_the_api" },
				},
			},
		});
	});

	test.each([httpResponse(500), httpResponse(429), httpResponse(202)])(
		"do not if %j is between them",
		(other) => {
			const events = [notTheApi, notTheApi, other, notTheApi, notTheApi];
			expect(commandAfter(events).kind).toBe("sleep");
		},
	);

	test("leave a creation uncertain", () => {
		expect(commandAfter([httpResponse(302)], make)).toMatchObject({
			result: { outcome: { kind: "uncertain" } },
		});
	});
});
