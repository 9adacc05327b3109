import { describe, expect, test } from "vitest";
import { answeredRow, instance, step } from "../testing/builders.ts";
import {
	answer,
	blind,
	lost,
	names,
	play,
	refreshed,
	shows,
	start,
	unsent,
} from "../testing/script.ts";
import { advanceSettlement } from "./settlement.ts";

const refusedFor = answer(401, { error: { code: "EXPIRED", message: "Old." } });
const refreshRefused = { kind: "refresh_refused" } as const;
const refreshFailed = { kind: "refresh_failed" } as const;
const unanswered = shows(instance());
const policy = blind;

describe("401", () => {
	test("on a submit: a fresh token, and the same submission at once", () => {
		const played = play({ policy }, [refusedFor, refreshed, answer(204)]);
		expect(played.calls).toEqual(["submit 0", "refresh_token 10", "submit 20"]);
		expect(played.outcome?.kind).toBe("accepted");
		expect(played.attempts).toEqual([
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
		["read_instance", { policy }, [answer(422)]],
		["read_history", { policy }, [answer(422), shows(instance(null))]],
	])("on %s: a fresh token, and the same read", (call, setting, before) => {
		const played = play(setting, [...before, refusedFor, refreshed]);
		expect(names(played).slice(-3)).toEqual([call, "refresh_token", call]);
	});

	test("is final where the fresh token's first call is refused too", () => {
		const played = play({ policy }, [refusedFor, refreshed, refusedFor]);
		expect(played.outcome).toMatchObject({
			kind: "unauthenticated",
			reason: { code: "EXPIRED", message: "Old." },
		});
	});

	test("is final where no token is to be had", () => {
		const played = play({ policy }, [refusedFor, refreshRefused]);
		expect(played.outcome).toMatchObject({
			kind: "unauthenticated",
			reason: null,
		});
	});

	test("tells what helps where that is known", () => {
		const reason = { code: "log_in_again", message: "Log in again." };
		const played = play({ policy }, [
			refusedFor,
			{ kind: "refresh_refused", reason },
		]);
		expect(played.outcome).toMatchObject({ kind: "unauthenticated", reason });
	});

	test.each([
		["a second 401", [refusedFor, refreshed, refusedFor]],
		["a refused refresh", [refusedFor, refreshRefused]],
	])("leaves it uncertain in doubt: %s", (_, events) => {
		expect(play({ policy }, [lost, ...events]).outcome?.kind).toBe("uncertain");
	});

	test.each([
		["429", answer(429)],
		["500", answer(500)],
		["no answer", lost],
	])(
		"later, once a call went through with the token (%s), asks for another",
		(_, event) => {
			const played = play({ policy }, [
				refusedFor,
				refreshed,
				event,
				refusedFor,
			]);
			expect(names(played).at(-1)).toBe("refresh_token");
		},
	);

	test("after a success on the fresh token asks for another", () => {
		const played = play({}, [refusedFor, refreshed, unanswered, refusedFor]);
		expect(names(played).at(-1)).toBe("refresh_token");
	});

	test("after a refusal on the fresh token asks for another", () => {
		const played = play({ policy }, [
			refusedFor,
			refreshed,
			answer(422),
			refusedFor,
		]);
		expect(names(played).at(-1)).toBe("refresh_token");
	});

	// Never sent: the token has not been tried.
	test("after an unsent call the fresh token is still untried", () => {
		const played = play({ policy }, [
			refusedFor,
			refreshed,
			unsent,
			refusedFor,
		]);
		expect(played.outcome?.kind).toBe("unauthenticated");
	});

	test("of a read that follows a refusal is unauthenticated: a step that is answered is not read", () => {
		const played = play({ policy }, [answer(403), refusedFor, refreshRefused]);
		expect(played.outcome?.kind).toBe("unauthenticated");
	});
});

describe("without a token", () => {
	const tokenless = { kind: "no_token" } as const;

	test("a refresh comes first, and the call was not made", () => {
		const played = play({ policy }, [tokenless, refreshed, answer(204)]);
		expect(played.calls).toEqual(["submit 0", "refresh_token 10", "submit 20"]);
		expect(played.outcome?.kind).toBe("accepted");
		expect(played.attempts.map(({ call }) => call)).toEqual([
			"refresh_token",
			"submit",
		]);
		expect(played.step.state.calls_made).toBe(2);
	});

	test.each([
		["read_instance", {}, []],
		["read_me", { me: null }, []],
		["read_instance", { policy }, [answer(422)]],
		["read_history", { policy }, [answer(422), shows(instance(null))]],
	])("so it is for %s", (call, setting, before) => {
		const played = play(setting, [...before, tokenless, refreshed]);
		expect(names(played).slice(-3)).toEqual([call, "refresh_token", call]);
	});

	test("nothing is in doubt", () => {
		const reason = { code: "log_in_again", message: "Log in again." };
		const refused = { kind: "refresh_refused", reason } as const;
		expect(play({ policy }, [tokenless, refused]).outcome).toMatchObject({
			kind: "unauthenticated",
			reason,
		});
	});

	test("a doubt stays", () => {
		const events = [lost, tokenless, refreshRefused];
		expect(play({ policy }, events).outcome?.kind).toBe("uncertain");
	});

	test("is final where the fresh one is gone already", () => {
		const events = [tokenless, refreshed, tokenless];
		expect(play({ policy }, events).outcome).toMatchObject({
			kind: "unauthenticated",
			reason: null,
		});
	});

	test("nothing but a call can be", () => {
		const { step } = play({ policy }, [unsent]);
		const sleeping = {
			...step.state,
			command: { kind: "sleep", until: start + 9_999 },
		} as const;
		expect(advanceSettlement(sleeping, tokenless, start, 0)).toEqual({
			state: sleeping,
			command: sleeping.command,
		});
	});
});

describe("a refresh", () => {
	test.each([
		["that fails", refreshFailed],
		["whose answer is lost", lost],
	])("%s is tried again after a while", (_, event) => {
		const played = play({ policy }, [
			refusedFor,
			event,
			event,
			refreshed,
			answer(204),
		]);
		expect(played.calls).toEqual([
			"submit 0",
			"refresh_token 10",
			"refresh_token 145",
			"refresh_token 405",
			"submit 415",
		]);
		expect(played.outcome?.kind).toBe("accepted");
	});

	test("that never comes off ends deferred, for want of a server", () => {
		const events = Array.from({ length: 38 }, () => refreshFailed);
		const { step: end } = play(
			{ policy: { ...blind, deadlineMs: 1_000_000, maxCalls: 39 } },
			[refusedFor, ...events],
		);
		expect(end.command).toMatchObject({
			kind: "finish",
			outcome: { kind: "deferred", reason: "unavailable" },
		});
	});

	test("puts an end to growing waits", () => {
		const played = play({ policy }, [
			lost,
			lost,
			refusedFor,
			refreshed,
			lost,
			answer(204),
		]);
		const [again, last] = played.calls
			.slice(-2)
			.map((call) => call.split(" ")[1]);
		expect(Number(last) - Number(again)).toBe(10 + 125);
	});

	test("found our row with a fresh token", () => {
		const played = play({ policy }, [
			answer(422),
			refusedFor,
			refreshed,
			shows(instance(step([answeredRow()]))),
		]);
		expect(played.outcome?.kind).toBe("unchanged");
		expect(played.took).toBe(40);
		expect(start).toBeLessThan(played.step.state.deadline_at);
	});
});
