import { describe, expect, test } from "vitest";
import type { RequestEvent } from "../request/events.ts";
import {
	answeredRow,
	approve,
	instance,
	personAda,
	step,
	submission,
} from "../testing/builders.ts";
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

/** Crashes at the end of a script, and resumes from the state stored before its last command. */
function after(result: ScriptResult, ...events: RequestEvent[]): ScriptResult {
	const state = JSON.parse(JSON.stringify(result.transition.state));
	return continueScript(resumeSettlement(state, crash, 0), crash, events);
}

describe("a settlement resumes after a crash", () => {
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

	test("during the first read", () => {
		const result = after(runScript({}, []), unanswered, httpResponse(204));
		expect(requestNames(result)).toEqual(["read_instance", "submit"]);
		expect(result.outcome?.kind).toBe("recorded");
	});

	test("that has sent nothing has still sent nothing", () => {
		const read = after(runScript({}, []));
		expect(read.transition.state.last_sent_at).toBeNull();
		const sent = after(runScript({ policy }, []));
		expect(sent.transition.state.last_sent_at).not.toBeNull();
	});

	test("while `me` is read", () => {
		expect(requestNames(after(runScript({ me: null }, [])))).toEqual([
			"read_me",
		]);
	});

	test("during a read after a refusal, which is kept", () => {
		const result = after(
			runScript({ policy }, [httpResponse(403)]),
			unanswered,
		);
		expect(requestNames(result)).toEqual(["read_instance"]);
		expect(result.outcome?.kind).toBe("forbidden");
	});

	test("while the history is read: the instance is read again before it", () => {
		const before = runScript({ policy }, [
			httpResponse(422),
			readResponse(instance(null)),
		]);
		expect(requestNames(before).at(-1)).toBe("read_history");
		expect(requestNames(after(before))).toEqual(["read_instance"]);
	});

	test("in any read after a refusal: reads begin anew, and are late enough again", () => {
		const known = {
			...policy,
			maxDeliveryDelayMs: 3_000,
			maxReadStalenessMs: 2_000,
		};
		for (const before of [[], [unanswered]]) {
			const refused = runScript({ policy }, [httpResponse(422), ...before]);
			const result = after(refused, unanswered, unanswered);
			expect(result.requests).toEqual([
				"read_instance 1000000",
				"read_instance 1005000",
			]);
			expect(result.outcome?.kind).toBe("invalid");
			const doubted = runScript({ policy: known }, [
				noResponse,
				httpResponse(404),
				...before,
			]);
			const waited = after(doubted, unanswered, unanswered);
			expect(waited.requests).toEqual([
				"read_instance 1000000",
				"read_instance 1005000",
			]);
			expect(waited.outcome?.kind).toBe("not_found");
		}
	});

	test("asleep before such a read: reads begin at once", () => {
		const { transition } = runScript({ policy }, [httpResponse(422)]);
		const asleep = advanceSettlement(
			transition.state,
			unanswered,
			startedAt + 20,
			0,
		);
		expect(asleep.command).toEqual({ kind: "sleep", until: startedAt + 5_010 });
		expect(resumeSettlement(asleep.state, crash, 0).command.kind).toBe(
			"read_instance",
		);
	});

	test("while `me` is read for an instance that was passed in", () => {
		const result = after(
			runScript({ me: null, instance: instance() }, []),
			httpResponse(200, { ...personAda, id: 101 }),
			httpResponse(204),
		);
		expect(requestNames(result)).toEqual(["read_me", "submit"]);
		expect(result.outcome?.kind).toBe("recorded");
	});

	test("during a refresh, then with the interrupted request", () => {
		const result = after(
			runScript({ policy }, [httpResponse(401)]),
			refreshed,
			httpResponse(204),
		);
		expect(requestNames(result)).toEqual(["refresh_token", "submit"]);
		expect(result.outcome?.kind).toBe("accepted");
	});

	test("asleep: with the scheduled request, when it is due", () => {
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

	test("finished: with the same outcome", () => {
		const done = runScript({ policy }, [httpResponse(204)]);
		expect(after(done).outcome).toEqual(done.outcome);
	});

	test("finished by the final read: with the same outcome, or in doubt if it was uncertain", () => {
		const short = {
			...withoutPreflight,
			deadlineMs: 1_000,
			attemptTimeoutMs: 400,
		};
		const busy = httpResponse(429, null, { "retry-after": "9" });
		const done = runScript({ policy: short }, [noResponse, busy, found]);
		expect(done.outcome?.kind).toBe("accepted");
		expect(after(done).outcome).toEqual(done.outcome);
		const doubted = runScript({ policy: short }, [
			noResponse,
			busy,
			unanswered,
		]);
		expect(doubted.outcome?.kind).toBe("uncertain");
		const again = after(doubted, httpResponse(204));
		expect(requestNames(again)).toEqual(["submit"]);
		expect(again.outcome?.kind).toBe("recorded");
	});

	test("finished as uncertain: with the policy that is given", () => {
		const { state } = runScript({ policy: { ...policy, deadlineMs: 1_000 } }, [
			noResponse,
			httpResponse(429, null, { "retry-after": "9" }),
			unanswered,
		]).transition;
		const resumed = resumeSettlement(state, crash, 0, { deadlineMs: 9_000 });
		expect(resumed.state.deadline_at).toBe(crash + 9_000);
		expect(resumed.state.in_doubt).toBe(true);
		expect(resumed.state.attempts).toEqual([]);
	});

	test("with a new deadline and a new number of requests", () => {
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

	test("during the final read, whose token counts as accepted", () => {
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

	test("during the final read: with another submit", () => {
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

	test("asleep before the final read is repeated: with another submit", () => {
		const short = {
			...withoutPreflight,
			deadlineMs: 10_000,
			attemptTimeoutMs: 400,
		};
		const busy = httpResponse(429, null, { "retry-after": "19" });
		const { transition } = runScript({ policy: short }, [noResponse, busy]);
		expect(transition.state.phase).toBe("final_read");
		const asleep = advanceSettlement(
			transition.state,
			httpResponse(500),
			startedAt + 155,
			0,
		);
		expect(asleep.command.kind).toBe("sleep");
		const again = continueScript(
			resumeSettlement(asleep.state, crash, 0),
			crash,
			[httpResponse(204)],
		);
		expect(requestNames(again)).toEqual(["submit"]);
		expect(again.outcome?.kind).toBe("accepted");
	});

	test("during the final read after a refusal in doubt: with reads only", () => {
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

describe("a settlement resumes with another clock", () => {
	const back = startedAt - 1_000_000_000;
	const resumedAt = (transition: Transition, now: number) =>
		resumeSettlement(JSON.parse(JSON.stringify(transition.state)), now, 0);

	test("a backoff lasts no longer than it would have, and not at all if it is over", () => {
		const asleep = advanceSettlement(
			beginScript({ policy }).state,
			noResponse,
			startedAt + 10,
			0,
		);
		expect(resumedAt(asleep, back).command).toEqual({
			kind: "sleep",
			until: back + 125,
		});
		expect(resumedAt(asleep, startedAt + 100).command).toEqual(asleep.command);
		expect(resumedAt(asleep, startedAt + 135).command.kind).toBe("submit");
		expect(resumedAt(asleep, crash).command.kind).toBe("submit");
	});

	test("the server's delay lasts no longer than it was", () => {
		const busy = httpResponse(429, null, { "retry-after": "20" });
		const asleep = advanceSettlement(
			beginScript({ policy }).state,
			busy,
			startedAt + 10,
			0,
		);
		const { command, state } = resumedAt(asleep, back);
		expect(command).toEqual({ kind: "sleep", until: back + 20_000 });
		expect(outcomeIfAborted(state, back)).toMatchObject({
			kind: "deferred",
			retry_at: new Date(back + 20_000).toISOString(),
		});
		expect(resumedAt(asleep, startedAt + 5_000).command).toEqual({
			kind: "sleep",
			until: startedAt + 20_010,
		});
	});

	test.each([
		["set back", back],
		["set forward", crash],
	])("%s: the deadline begins now", (_, now) => {
		const { state } = resumedAt(beginScript({ policy }), now);
		expect(state.begun_at).toBe(now);
		expect(state.deadline_at).toBe(now + 30_000);
	});

	test.each([
		["set back", back],
		["set forward", crash],
	])("%s: the delivery wait begins now", (_, now) => {
		const known = {
			...policy,
			maxDeliveryDelayMs: 3_000,
			maxReadStalenessMs: 2_000,
		};
		const { transition } = runScript({ policy: known }, [
			noResponse,
			httpResponse(404),
		]);
		const result = continueScript(resumedAt(transition, now), now, [
			unanswered,
			unanswered,
		]);
		const from = now - startedAt;
		expect(result.requests).toEqual([
			`read_instance ${from}`,
			`read_instance ${from + 5_000}`,
		]);
		expect(result.outcome?.kind).toBe("not_found");
	});

	test.each([
		["set back", back],
		["set forward", crash],
	])("%s: a submit that was not answered counts as sent now", (_, now) => {
		const known = { ...policy, maxDeliveryDelayMs: 60_000 };
		const { transition } = runScript({ policy: known }, []);
		const { state } = resumedAt(transition, now);
		expect(outcomeIfAborted(state, now)).toMatchObject({
			kind: "uncertain",
			retry_at: new Date(now + 65_000).toISOString(),
		});
	});

	test("a request has its time limit of the new deadline", () => {
		const { transition } = runScript({}, []);
		const { command } = resumedAt(transition, back);
		expect(command).toEqual({ kind: "sleep", until: back + 125 });
	});
});

describe("aborted", () => {
	test("during a submit it is uncertain", () => {
		const { transition: inFlight } = runScript({ policy }, []);
		expect(outcomeIfAborted(inFlight.state, startedAt)).toEqual({
			kind: "uncertain",
			retry_at: new Date(startedAt + 1_000).toISOString(),
			attempts: [],
		});
		expect(inFlight.state.in_doubt).toBe(false);
	});

	test("in doubt it is uncertain until the delivery wait is over", () => {
		const { transition: inFlight } = runScript(
			{
				policy: {
					...withoutPreflight,
					maxDeliveryDelayMs: 60_000,
					maxReadStalenessMs: 5_000,
				},
			},
			[noResponse, httpResponse(404)],
		);
		expect(outcomeIfAborted(inFlight.state, startedAt + 145)).toMatchObject({
			kind: "uncertain",
			retry_at: new Date(startedAt + 135 + 65_000).toISOString(),
		});
	});

	test("before anything was sent it is deferred", () => {
		const { transition: inFlight } = runScript({}, [notSent]);
		const outcome = outcomeIfAborted(inFlight.state, startedAt + 10);
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
		const { transition: inFlight } = runScript({}, [event]);
		expect(outcomeIfAborted(inFlight.state, startedAt + 10)).toMatchObject({
			kind: "deferred",
			reason,
		});
	});

	test("asleep for the server's delay it is deferred until then", () => {
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
		// A later failure of another kind does not shorten that.
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
		const { transition: inFlight } = runScript({ policy }, [httpResponse(404)]);
		expect(outcomeIfAborted(inFlight.state, startedAt + 10).kind).toBe(
			"not_found",
		);
	});

	test("once finished it is the outcome", () => {
		const done = runScript({ policy }, [httpResponse(204)]);
		expect(outcomeIfAborted(done.transition.state, crash)).toEqual(
			done.outcome,
		);
	});
});

describe("an event out of turn", () => {
	test("a finished settlement ignores events", () => {
		const { transition: done } = runScript({ policy }, [httpResponse(204)]);
		for (const event of [httpResponse(422), noResponse, notSent])
			expect(advanceSettlement(done.state, event, crash, 0)).toEqual(done);
	});

	test("a sleep that ends a millisecond early continues", () => {
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

test("no function changes its state argument", () => {
	const freeze = (transition: Transition): Transition => {
		deepFreeze(transition.state);
		return transition;
	};
	let transition = freeze(beginScript({ me: null }));
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
		now =
			transition.command.kind === "sleep" ? transition.command.until : now + 10;
		transition = freeze(advanceSettlement(transition.state, event, now, 0));
	}
	expect(transition.state.attempts).toHaveLength(9);
});

function deepFreeze(value: unknown): void {
	if (typeof value !== "object" || value === null) return;
	Object.freeze(value);
	for (const each of Object.values(value)) deepFreeze(each);
}

test("policy fields that are given replace those of the state; `undefined` replaces none", () => {
	const { state } = beginScript({ policy: { maxCalls: 7, deadlineMs: 9_000 } });
	const { state: resumed } = resumeSettlement(state, crash, 0, {
		deadlineMs: 4_000,
		maxCalls: undefined,
	});
	expect(resumed.policy).toEqual({
		...state.policy,
		deadlineMs: 4_000,
	});
	expect(resumed.deadline_at).toBe(crash + 4_000);
	expect(resumeSettlement(state, crash, 0).state.policy).toEqual(state.policy);
});

test("a settlement that was resumed with a short deadline is not short of time with the next one", () => {
	const { state, command } = beginScript({ policy: {} });
	expect(command).toMatchObject({ timeout_ms: 10_000 });
	const short = resumeSettlement(state, crash, 0, { deadlineMs: 2 });
	const long = resumeSettlement(short.state, crash, 0, { deadlineMs: 60_000 });
	const sent = advanceSettlement(
		long.state,
		{ kind: "slept" },
		crash + 1_000,
		0,
	);
	expect(sent.command).toMatchObject({ timeout_ms: 10_000 });
});

test.each([1e16, 1e300])(
	"a delivery time of %d, beyond every date, leaves a moment that a date can hold",
	(maxDeliveryDelayMs) => {
		const policy = { ...withoutPreflight, maxDeliveryDelayMs };
		const { state } = beginScript({ policy });
		const expected = {
			kind: "uncertain",
			retry_at: "+275760-09-13T00:00:00.000Z",
		};
		expect(outcomeIfAborted(state, startedAt)).toMatchObject(expected);
		const resumed = resumeSettlement(state, crash, 0);
		expect(outcomeIfAborted(resumed.state, crash)).toMatchObject(expected);
	},
);

test("aborted after a read that may show our response, a refusal leaves it uncertain", () => {
	const submitted = submission({ comment: "R&D ok" });
	const read = readResponse(
		instance(step([answeredRow(approve, "R&amp;D ok")])),
	);
	const { state } = runScript({ submission: submitted }, [
		read,
		httpResponse(422),
		read,
	]).transition;
	expect(outcomeIfAborted(state, startedAt + 60)).toMatchObject({
		kind: "uncertain",
		retry_at: new Date(startedAt + 1_060).toISOString(),
	});
});
