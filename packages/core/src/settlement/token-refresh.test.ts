import { describe, expect, test } from "vitest";
import { answeredRow, instance, step } from "../testing/builders.ts";
import {
	httpResponse,
	noResponse,
	notSent,
	readResponse,
	refreshed,
	requestNames,
	runScript,
	startedAt,
	withoutPreflight,
} from "../testing/script.ts";
import { advanceSettlement } from "./settlement.ts";

const unauthorized = httpResponse(401, {
	error: { code: "EXPIRED", message: "Old." },
});
const refreshRefused = { kind: "refresh_refused" } as const;
const refreshFailed = { kind: "refresh_failed" } as const;
const unanswered = readResponse(instance());
const policy = withoutPreflight;

describe("401", () => {
	test("on a submit: a fresh token, and the same submission at once", () => {
		const result = runScript({ policy }, [
			unauthorized,
			refreshed,
			httpResponse(204),
		]);
		expect(result.requests).toEqual([
			"submit 0",
			"refresh_token 10",
			"submit 20",
		]);
		expect(result.outcome?.kind).toBe("accepted");
		expect(result.attempts).toEqual([
			{
				call: "submit",
				status: 401,
				request_id: null,
				duration_ms: 10,
				concluded: "token refused",
			},
			{
				call: "refresh_token",
				status: null,
				request_id: null,
				duration_ms: 10,
				concluded: "refreshed",
			},
			{
				call: "submit",
				status: 204,
				request_id: null,
				duration_ms: 10,
				concluded: "accepted",
			},
		]);
	});

	test.each([
		["read_instance", {}, []],
		["read_me", { me: null }, []],
		["read_instance", { policy }, [httpResponse(422)]],
		[
			"read_history",
			{ policy },
			[httpResponse(422), readResponse(instance(null))],
		],
	])("on %s: a fresh token, and the same read", (call, setting, before) => {
		const result = runScript(setting, [...before, unauthorized, refreshed]);
		expect(requestNames(result).slice(-3)).toEqual([
			call,
			"refresh_token",
			call,
		]);
	});

	test("is final if the fresh token's first request is refused too", () => {
		const result = runScript({ policy }, [
			unauthorized,
			refreshed,
			unauthorized,
		]);
		expect(result.outcome).toMatchObject({
			kind: "unauthenticated",
			reason: { code: "EXPIRED", message: "Old." },
		});
	});

	test("is final if no token can be obtained", () => {
		const result = runScript({ policy }, [unauthorized, refreshRefused]);
		expect(result.outcome).toMatchObject({
			kind: "unauthenticated",
			reason: null,
		});
	});

	test("reports what helps if that is known", () => {
		const reason = { code: "log_in_again", message: "Log in again." };
		const result = runScript({ policy }, [
			unauthorized,
			{ kind: "refresh_refused", reason },
		]);
		expect(result.outcome).toMatchObject({ kind: "unauthenticated", reason });
	});

	test.each([
		["a second 401", [unauthorized, refreshed, unauthorized]],
		["a refused refresh", [unauthorized, refreshRefused]],
	])("leaves it uncertain in doubt: %s", (_, events) => {
		expect(runScript({ policy }, [noResponse, ...events]).outcome?.kind).toBe(
			"uncertain",
		);
	});

	test.each([
		["429", httpResponse(429)],
		["500", httpResponse(500)],
		["no response", noResponse],
	])("after the token was accepted (%s), refreshes again", (_, event) => {
		const result = runScript({ policy }, [
			unauthorized,
			refreshed,
			event,
			unauthorized,
		]);
		expect(requestNames(result).at(-1)).toBe("refresh_token");
	});

	test("after a success with the fresh token, refreshes again", () => {
		const result = runScript({}, [
			unauthorized,
			refreshed,
			unanswered,
			unauthorized,
		]);
		expect(requestNames(result).at(-1)).toBe("refresh_token");
	});

	test("after a refusal with the fresh token, refreshes again", () => {
		const result = runScript({ policy }, [
			unauthorized,
			refreshed,
			httpResponse(422),
			unauthorized,
		]);
		expect(requestNames(result).at(-1)).toBe("refresh_token");
	});

	// Never sent: the token is unused.
	test("after a request that was not sent, the fresh token is still unused", () => {
		const result = runScript({ policy }, [
			unauthorized,
			refreshed,
			notSent,
			unauthorized,
		]);
		expect(result.outcome?.kind).toBe("unauthenticated");
	});

	test("of a read after a refusal is unauthenticated", () => {
		const result = runScript({ policy }, [
			httpResponse(403),
			unauthorized,
			refreshRefused,
		]);
		expect(result.outcome?.kind).toBe("unauthenticated");
	});
});

describe("without a token", () => {
	const tokenless = { kind: "no_token" } as const;

	test("a refresh is first, and the request does not count", () => {
		const result = runScript({ policy }, [
			tokenless,
			refreshed,
			httpResponse(204),
		]);
		expect(result.requests).toEqual([
			"submit 0",
			"refresh_token 10",
			"submit 20",
		]);
		expect(result.outcome?.kind).toBe("accepted");
		expect(result.attempts.map(({ call }) => call)).toEqual([
			"refresh_token",
			"submit",
		]);
		expect(result.transition.state.calls_made).toBe(2);
	});

	test.each([
		["read_instance", {}, []],
		["read_me", { me: null }, []],
		["read_instance", { policy }, [httpResponse(422)]],
		[
			"read_history",
			{ policy },
			[httpResponse(422), readResponse(instance(null))],
		],
	])("also for %s", (call, setting, before) => {
		const result = runScript(setting, [...before, tokenless, refreshed]);
		expect(requestNames(result).slice(-3)).toEqual([
			call,
			"refresh_token",
			call,
		]);
	});

	test("the request is not in doubt", () => {
		const reason = { code: "log_in_again", message: "Log in again." };
		const refused = { kind: "refresh_refused", reason } as const;
		expect(runScript({ policy }, [tokenless, refused]).outcome).toMatchObject({
			kind: "unauthenticated",
			reason,
		});
	});

	test("doubt remains", () => {
		const events = [noResponse, tokenless, refreshRefused];
		expect(runScript({ policy }, events).outcome?.kind).toBe("uncertain");
	});

	test("is final if the fresh token has already expired", () => {
		const events = [tokenless, refreshed, tokenless];
		expect(runScript({ policy }, events).outcome).toMatchObject({
			kind: "unauthenticated",
			reason: null,
		});
	});

	test("only a request can lack a token", () => {
		const { transition } = runScript({ policy }, [notSent]);
		const sleeping = {
			...transition.state,
			command: { kind: "sleep", until: startedAt + 9_999 },
		} as const;
		expect(advanceSettlement(sleeping, tokenless, startedAt, 0)).toEqual({
			state: sleeping,
			command: sleeping.command,
		});
	});
});

describe("a refresh", () => {
	test.each([
		["that fails", refreshFailed],
		["without a response", noResponse],
	])("%s is retried after a backoff", (_, event) => {
		const result = runScript({ policy }, [
			unauthorized,
			event,
			event,
			refreshed,
			httpResponse(204),
		]);
		expect(result.requests).toEqual([
			"submit 0",
			"refresh_token 10",
			"refresh_token 145",
			"refresh_token 405",
			"submit 415",
		]);
		expect(result.outcome?.kind).toBe("accepted");
	});

	test("that never succeeds ends deferred as unavailable", () => {
		const events = Array.from({ length: 38 }, () => refreshFailed);
		const { transition: end } = runScript(
			{ policy: { ...withoutPreflight, deadlineMs: 1_000_000, maxCalls: 39 } },
			[unauthorized, ...events],
		);
		expect(end.command).toMatchObject({
			kind: "finish",
			outcome: { kind: "deferred", reason: "unavailable" },
		});
	});

	test("resets the backoff", () => {
		const result = runScript({ policy }, [
			noResponse,
			noResponse,
			unauthorized,
			refreshed,
			noResponse,
			httpResponse(204),
		]);
		const [again, last] = result.requests
			.slice(-2)
			.map((call) => call.split(" ")[1]);
		expect(Number(last) - Number(again)).toBe(10 + 125);
	});

	test("found our row with a fresh token", () => {
		const result = runScript({ policy }, [
			httpResponse(422),
			unauthorized,
			refreshed,
			readResponse(instance(step([answeredRow()]))),
		]);
		expect(result.outcome?.kind).toBe("unchanged");
		expect(result.elapsedMs).toBe(40);
		expect(startedAt).toBeLessThan(result.transition.state.deadline_at);
	});
});
