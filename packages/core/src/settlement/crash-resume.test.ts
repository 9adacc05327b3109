import { describe, expect, test } from "vitest";
import type { RequestEvent } from "../request/events.ts";
import { answeredRow, instance, step } from "../testing/builders.ts";
import {
	answer,
	blind,
	first,
	lost,
	names,
	type Played,
	play,
	playOn,
	refreshed,
	shows,
	start,
	unsent,
} from "../testing/script.ts";
import { resumeSettlement } from "./resume.ts";
import { advanceSettlement, outcomeIfAborted } from "./settlement.ts";
import type { Transition } from "./state.ts";

const unanswered = shows(instance());
const found = shows(instance(step([answeredRow()])));
const policy = blind;
const crash = start + 1_000_000;

/** Crashes where a script stopped, and goes on from the state written down before its last command. */
function after(played: Played, ...events: RequestEvent[]): Played {
	const state = JSON.parse(JSON.stringify(played.step.state));
	return playOn(resumeSettlement(state, crash, 0), crash, events);
}

describe("a settlement goes on after a crash", () => {
	test("during a submit: it counts as sent, and is sent again", () => {
		const played = after(play({ policy }, []), answer(422), unanswered);
		expect(played.step.state.in_doubt).toBe(true);
		expect(names(played)).toEqual(["submit", "read_instance", "read_instance"]);
		expect(played.attempts[0]).toMatchObject({
			call: "submit",
			status: null,
			concluded: "no response",
		});
	});

	test("during the first look", () => {
		const played = after(play({}, []), unanswered, answer(204));
		expect(names(played)).toEqual(["read_instance", "submit"]);
		expect(played.outcome?.kind).toBe("recorded");
	});

	test("while who we are is read", () => {
		expect(names(after(play({ me: null }, [])))).toEqual(["read_me"]);
	});

	test("during a read after a refusal, which stays met", () => {
		const played = after(play({ policy }, [answer(403)]), unanswered);
		expect(names(played)).toEqual(["read_instance"]);
		expect(played.outcome?.kind).toBe("forbidden");
	});

	test("during a look into the history", () => {
		const before = play({ policy }, [answer(422), shows(instance(null))]);
		expect(names(before).at(-1)).toBe("read_history");
		expect(names(after(before))).toEqual(["read_history"]);
	});

	test("during a refresh, and then with the call it was for", () => {
		const played = after(
			play({ policy }, [answer(401)]),
			refreshed,
			answer(204),
		);
		expect(names(played)).toEqual(["refresh_token", "submit"]);
		expect(played.outcome?.kind).toBe("accepted");
	});

	test("asleep: with the call it slept for, once the time has come", () => {
		const asleep = advanceSettlement(
			first({ policy }).state,
			lost,
			start + 10,
			0,
		);
		expect(asleep.command.kind).toBe("sleep");
		const late = playOn(resumeSettlement(asleep.state, crash, 0), crash, [
			answer(204),
		]);
		expect(names(late)).toEqual(["submit"]);
		expect(late.outcome?.kind).toBe("accepted");
		const early = resumeSettlement(asleep.state, start + 11, 0);
		expect(early.command).toEqual(asleep.command);
	});

	test("finished: it stays so", () => {
		const done = play({ policy }, [answer(204)]);
		expect(after(done).outcome).toEqual(done.outcome);
	});

	test("finished by the last read: it stays so too", () => {
		const short = { ...blind, deadlineMs: 1_000, attemptTimeoutMs: 400 };
		const busy = answer(429, null, { "retry-after": "9" });
		for (const read of [found, unanswered]) {
			const done = play({ policy: short }, [lost, busy, read]);
			expect(done.outcome).not.toBeNull();
			expect(after(done).outcome).toEqual(done.outcome);
		}
	});

	test("with a deadline and a budget of its own", () => {
		const spent = play({ policy: { ...blind, maxCalls: 4 } }, [lost]);
		const { command, state } = resumeSettlement(spent.step.state, crash, 0);
		expect(state.deadline_at).toBe(crash + 30_000);
		expect(state.calls_made).toBe(0);
		expect(command).toMatchObject({ kind: "sleep" });
	});

	test("during the last read, whose token counts as used", () => {
		const limited = answer(429, null, { "retry-after": "600" });
		const last = play({}, [unanswered, lost, limited, answer(401), refreshed]);
		expect(names(last).at(-1)).toBe("read_instance");
		expect(last.step.state).toMatchObject({
			phase: "final_read",
			fresh_token: true,
		});
		const resumed = after(last, answer(401));
		expect(names(resumed)).toEqual(["submit", "refresh_token"]);
	});

	test("during the last read: that one was not the last any more", () => {
		const short = { ...blind, deadlineMs: 1_000, attemptTimeoutMs: 400 };
		const busy = answer(429, null, { "retry-after": "9" });
		const last = play({ policy: short }, [lost, busy]);
		expect(last.step.state.phase).toBe("final_read");
		const again = after(last, answer(204));
		expect(names(again)).toEqual(["submit"]);
		expect(again.outcome?.kind).toBe("accepted");
	});

	test("during the last read after a refusal in doubt: nothing is sent, and reading goes on", () => {
		const short = { ...blind, deadlineMs: 1_000, attemptTimeoutMs: 400 };
		const limited = answer(429, null, { "retry-after": "9" });
		const last = play({ policy: short }, [lost, answer(403), limited]);
		expect(last.step.state.phase).toBe("final_read");
		const again = after(last, found);
		expect(names(again)).toEqual(["read_instance"]);
		expect(again.step.state.phase).toBe("verify");
		expect(again.outcome?.kind).toBe("accepted");
	});
});

describe("broken off", () => {
	test("during a submit it is uncertain", () => {
		const { step: under } = play({ policy }, []);
		expect(outcomeIfAborted(under.state, start)).toEqual({
			kind: "uncertain",
			retry_at: new Date(start + 1_000).toISOString(),
			attempts: [],
		});
		expect(under.state.in_doubt).toBe(false);
	});

	test("in doubt it is uncertain, until the network is quiet", () => {
		const { step: under } = play(
			{
				policy: {
					...blind,
					maxDeliveryDelayMs: 60_000,
					maxReadStalenessMs: 5_000,
				},
			},
			[lost, answer(404)],
		);
		expect(outcomeIfAborted(under.state, start + 145)).toMatchObject({
			kind: "uncertain",
			retry_at: new Date(start + 135 + 65_000).toISOString(),
		});
	});

	test("before anything was sent it is deferred", () => {
		const { step: under } = play({}, [unsent]);
		const outcome = outcomeIfAborted(under.state, start + 10);
		expect(outcome).toMatchObject({ kind: "deferred", reason: "unreachable" });
		expect(outcome.attempts).toHaveLength(1);
	});

	test.each([
		["unavailable", lost],
		["unavailable", answer(500)],
		["unavailable", answer(200)],
		["unreachable", unsent],
		["rate_limited", answer(429)],
	])("before anything was sent it is deferred as %s", (reason, event) => {
		const { step: under } = play({}, [event]);
		expect(outcomeIfAborted(under.state, start + 10)).toMatchObject({
			kind: "deferred",
			reason,
		});
	});

	test("asleep because the server asked to wait, it is deferred until then", () => {
		const busy = answer(429, null, { "retry-after": "20" });
		const asleep = advanceSettlement(first({ policy }).state, busy, start, 0);
		expect(outcomeIfAborted(asleep.state, start + 5)).toMatchObject({
			kind: "deferred",
			retry_at: new Date(start + 20_000).toISOString(),
		});
		// A later fault of another sort takes nothing from that.
		const awake = advanceSettlement(
			asleep.state,
			{ kind: "slept" },
			start + 20_000,
			0,
		);
		const again = advanceSettlement(awake.state, unsent, start + 20_010, 0);
		expect(outcomeIfAborted(again.state, start + 20_010)).toMatchObject({
			retry_at: new Date(start + 21_010).toISOString(),
		});
	});

	test("while reading after a refusal it is that refusal", () => {
		const { step: under } = play({ policy }, [answer(404)]);
		expect(outcomeIfAborted(under.state, start + 10).kind).toBe("not_found");
	});

	test("once finished it is what it came to", () => {
		const done = play({ policy }, [answer(204)]);
		expect(outcomeIfAborted(done.step.state, crash)).toEqual(done.outcome);
	});
});

describe("a step that is not yet over", () => {
	test("a finished settlement takes no more events", () => {
		const { step: done } = play({ policy }, [answer(204)]);
		for (const event of [answer(422), lost, unsent])
			expect(advanceSettlement(done.state, event, crash, 0)).toEqual(done);
	});

	test("a sleep cut short goes on sleeping, to the millisecond", () => {
		const asleep = advanceSettlement(first({ policy }).state, lost, start, 0);
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
	let step = freeze(first({ me: null }));
	const events: RequestEvent[] = [
		answer(401),
		refreshed,
		answer(200, { id: 101, login: null, name: null }),
		unanswered,
		lost,
		{ kind: "slept" },
		answer(422),
		shows(instance(null)),
		answer(500),
		{ kind: "slept" },
		answer(403),
	];
	let now = start;
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
