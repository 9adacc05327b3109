import { describe, expect, test } from "vitest";
import type { RequestEvent } from "../request/events.ts";
import { answeredRow, instance, step } from "../testing/builders.ts";
import {
	beginScript,
	continueScript,
	httpResponse,
	noResponse,
	notSent,
	readResponse,
	refreshed,
	requestNames,
	runScript,
	type ScriptResult,
	startedAt,
	withoutPreflight,
} from "../testing/script.ts";
import { resumeSettlement } from "./resume.ts";
import { advanceSettlement, outcomeIfAborted } from "./settlement.ts";
import type { Transition } from "./state.ts";

const unanswered = readResponse(instance());
const found = readResponse(instance(step([answeredRow()])));
const policy = withoutPreflight;
const crash = startedAt + 1_000_000;

/** Crashes where a script stopped, and goes on from the state written down before its last command. */
function after(result: ScriptResult, ...events: RequestEvent[]): ScriptResult {
	const state = JSON.parse(JSON.stringify(result.transition.state));
	return continueScript(resumeSettlement(state, crash, 0), crash, events);
}

describe("a settlement goes on after a crash", () => {
	test("during a submit: it counts as sent, and is sent again", () => {
		const result = after(
			runScript({ policy }, []),
			httpResponse(422),
			unanswered,
		);
		expect(result.transition.state.in_doubt).toBe(true);
		expect(requestNames(result)).toEqual([
			"submit",
			"read_instance",
			"read_instance",
		]);
		expect(result.attempts[0]).toMatchObject({
			call: "submit",
			status: null,
			concluded: "no response",
		});
	});

	test("during the first look", () => {
		const result = after(runScript({}, []), unanswered, httpResponse(204));
		expect(requestNames(result)).toEqual(["read_instance", "submit"]);
		expect(result.outcome?.kind).toBe("recorded");
	});

	test("while who we are is read", () => {
		expect(requestNames(after(runScript({ me: null }, [])))).toEqual([
			"read_me",
		]);
	});

	test("during a read after a refusal, which stays met", () => {
		const result = after(
			runScript({ policy }, [httpResponse(403)]),
			unanswered,
		);
		expect(requestNames(result)).toEqual(["read_instance"]);
		expect(result.outcome?.kind).toBe("forbidden");
	});

	test("during a look into the history", () => {
		const before = runScript({ policy }, [
			httpResponse(422),
			readResponse(instance(null)),
		]);
		expect(requestNames(before).at(-1)).toBe("read_history");
		expect(requestNames(after(before))).toEqual(["read_history"]);
	});

	test("during a refresh, and then with the call it was for", () => {
		const result = after(
			runScript({ policy }, [httpResponse(401)]),
			refreshed,
			httpResponse(204),
		);
		expect(requestNames(result)).toEqual(["refresh_token", "submit"]);
		expect(result.outcome?.kind).toBe("accepted");
	});

	test("asleep: with the call it slept for, once the time has come", () => {
		const asleep = advanceSettlement(
			beginScript({ policy }).state,
			noResponse,
			startedAt + 10,
			0,
		);
		expect(asleep.command.kind).toBe("sleep");
		const late = continueScript(
			resumeSettlement(asleep.state, crash, 0),
			crash,
			[httpResponse(204)],
		);
		expect(requestNames(late)).toEqual(["submit"]);
		expect(late.outcome?.kind).toBe("accepted");
		const early = resumeSettlement(asleep.state, startedAt + 11, 0);
		expect(early.command).toEqual(asleep.command);
	});

	test("finished: it stays so", () => {
		const done = runScript({ policy }, [httpResponse(204)]);
		expect(after(done).outcome).toEqual(done.outcome);
	});

	test("finished by the last read: it stays so too", () => {
		const short = {
			...withoutPreflight,
			deadlineMs: 1_000,
			attemptTimeoutMs: 400,
		};
		const busy = httpResponse(429, null, { "retry-after": "9" });
		for (const read of [found, unanswered]) {
			const done = runScript({ policy: short }, [noResponse, busy, read]);
			expect(done.outcome).not.toBeNull();
			expect(after(done).outcome).toEqual(done.outcome);
		}
	});

	test("with a deadline and a budget of its own", () => {
		const spent = runScript({ policy: { ...withoutPreflight, maxCalls: 4 } }, [
			noResponse,
		]);
		const { command, state } = resumeSettlement(
			spent.transition.state,
			crash,
			0,
		);
		expect(state.deadline_at).toBe(crash + 30_000);
		expect(state.calls_made).toBe(0);
		expect(command).toMatchObject({ kind: "sleep" });
	});

	test("during the last read, whose token counts as used", () => {
		const limited = httpResponse(429, null, { "retry-after": "600" });
		const last = runScript({}, [
			unanswered,
			noResponse,
			limited,
			httpResponse(401),
			refreshed,
		]);
		expect(requestNames(last).at(-1)).toBe("read_instance");
		expect(last.transition.state).toMatchObject({
			phase: "final_read",
			fresh_token: true,
		});
		const resumed = after(last, httpResponse(401));
		expect(requestNames(resumed)).toEqual(["submit", "refresh_token"]);
	});

	test("during the last read: that one was not the last any more", () => {
		const short = {
			...withoutPreflight,
			deadlineMs: 1_000,
			attemptTimeoutMs: 400,
		};
		const busy = httpResponse(429, null, { "retry-after": "9" });
		const last = runScript({ policy: short }, [noResponse, busy]);
		expect(last.transition.state.phase).toBe("final_read");
		const again = after(last, httpResponse(204));
		expect(requestNames(again)).toEqual(["submit"]);
		expect(again.outcome?.kind).toBe("accepted");
	});

	test("during the last read after a refusal in doubt: nothing is sent, and reading goes on", () => {
		const short = {
			...withoutPreflight,
			deadlineMs: 1_000,
			attemptTimeoutMs: 400,
		};
		const limited = httpResponse(429, null, { "retry-after": "9" });
		const last = runScript({ policy: short }, [
			noResponse,
			httpResponse(403),
			limited,
		]);
		expect(last.transition.state.phase).toBe("final_read");
		const again = after(last, found);
		expect(requestNames(again)).toEqual(["read_instance"]);
		expect(again.transition.state.phase).toBe("verify");
		expect(again.outcome?.kind).toBe("accepted");
	});
});

describe("broken off", () => {
	test("during a submit it is uncertain", () => {
		const { transition: under } = runScript({ policy }, []);
		expect(outcomeIfAborted(under.state, startedAt)).toEqual({
			kind: "uncertain",
			retry_at: new Date(startedAt + 1_000).toISOString(),
			attempts: [],
		});
		expect(under.state.in_doubt).toBe(false);
	});

	test("in doubt it is uncertain, until the network is quiet", () => {
		const { transition: under } = runScript(
			{
				policy: {
					...withoutPreflight,
					maxDeliveryDelayMs: 60_000,
					maxReadStalenessMs: 5_000,
				},
			},
			[noResponse, httpResponse(404)],
		);
		expect(outcomeIfAborted(under.state, startedAt + 145)).toMatchObject({
			kind: "uncertain",
			retry_at: new Date(startedAt + 135 + 65_000).toISOString(),
		});
	});

	test("before anything was sent it is deferred", () => {
		const { transition: under } = runScript({}, [notSent]);
		const outcome = outcomeIfAborted(under.state, startedAt + 10);
		expect(outcome).toMatchObject({ kind: "deferred", reason: "unreachable" });
		expect(outcome.attempts).toHaveLength(1);
	});

	test.each([
		["unavailable", noResponse],
		["unavailable", httpResponse(500)],
		["unavailable", httpResponse(200)],
		["unreachable", notSent],
		["rate_limited", httpResponse(429)],
	])("before anything was sent it is deferred as %s", (reason, event) => {
		const { transition: under } = runScript({}, [event]);
		expect(outcomeIfAborted(under.state, startedAt + 10)).toMatchObject({
			kind: "deferred",
			reason,
		});
	});

	test("asleep because the server asked to wait, it is deferred until then", () => {
		const busy = httpResponse(429, null, { "retry-after": "20" });
		const asleep = advanceSettlement(
			beginScript({ policy }).state,
			busy,
			startedAt,
			0,
		);
		expect(outcomeIfAborted(asleep.state, startedAt + 5)).toMatchObject({
			kind: "deferred",
			retry_at: new Date(startedAt + 20_000).toISOString(),
		});
		// A later fault of another sort takes nothing from that.
		const awake = advanceSettlement(
			asleep.state,
			{ kind: "slept" },
			startedAt + 20_000,
			0,
		);
		const again = advanceSettlement(
			awake.state,
			notSent,
			startedAt + 20_010,
			0,
		);
		expect(outcomeIfAborted(again.state, startedAt + 20_010)).toMatchObject({
			retry_at: new Date(startedAt + 21_010).toISOString(),
		});
	});

	test("while reading after a refusal it is that refusal", () => {
		const { transition: under } = runScript({ policy }, [httpResponse(404)]);
		expect(outcomeIfAborted(under.state, startedAt + 10).kind).toBe(
			"not_found",
		);
	});

	test("once finished it is what it came to", () => {
		const done = runScript({ policy }, [httpResponse(204)]);
		expect(outcomeIfAborted(done.transition.state, crash)).toEqual(
			done.outcome,
		);
	});
});

describe("a step that is not yet over", () => {
	test("a finished settlement takes no more events", () => {
		const { transition: done } = runScript({ policy }, [httpResponse(204)]);
		for (const event of [httpResponse(422), noResponse, notSent])
			expect(advanceSettlement(done.state, event, crash, 0)).toEqual(done);
	});

	test("a sleep cut short goes on sleeping, to the millisecond", () => {
		const asleep = advanceSettlement(
			beginScript({ policy }).state,
			noResponse,
			startedAt,
			0,
		);
		const until = asleep.command.kind === "sleep" ? asleep.command.until : 0;
		expect(
			advanceSettlement(asleep.state, { kind: "slept" }, until - 1, 0),
		).toEqual(asleep);
		expect(
			advanceSettlement(asleep.state, { kind: "slept" }, until, 0).command.kind,
		).toBe("submit");
	});
});

test("no step changes the state it was given", () => {
	const freeze = (step: Transition): Transition => {
		deepFreeze(step.state);
		return step;
	};
	let step = freeze(beginScript({ me: null }));
	const events: RequestEvent[] = [
		httpResponse(401),
		refreshed,
		httpResponse(200, { id: 101, login: null, name: null }),
		unanswered,
		noResponse,
		{ kind: "slept" },
		httpResponse(422),
		readResponse(instance(null)),
		httpResponse(500),
		{ kind: "slept" },
		httpResponse(403),
	];
	let now = startedAt;
	for (const event of events) {
		now = step.command.kind === "sleep" ? step.command.until : now + 10;
		step = freeze(advanceSettlement(step.state, event, now, 0));
	}
	expect(step.state.attempts).toHaveLength(9);
});

function deepFreeze(value: unknown): void {
	if (typeof value !== "object" || value === null) return;
	Object.freeze(value);
	for (const each of Object.values(value)) deepFreeze(each);
}
