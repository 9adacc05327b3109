import { describe, expect, test } from "vitest";
import {
	answeredRow,
	history,
	instance,
	pastStep,
	step,
} from "../testing/builders.ts";
import {
	always,
	answer,
	blind,
	lost,
	names,
	type Played,
	play,
	shows,
	start,
	unsent,
} from "../testing/script.ts";

const unanswered = shows(instance());
const policy = blind;

/** The moments at which calls were made. */
function moments({ calls }: Played): number[] {
	return calls.map((call) => Number(call.split(" ")[1]));
}

function times<T>(count: number, event: T): T[] {
	return Array.from({ length: count }, () => event);
}

describe("the wait before the next try", () => {
	test("doubles from 250 ms to 5 s, half of it by chance", () => {
		const calm = { ...blind, deadlineMs: 1_000_000 };
		const gaps = (random: number) => {
			const at = moments(play({ policy: calm, random }, times(7, answer(500))));
			return at.slice(1).map((each, i) => each - (at[i] ?? 0) - 10);
		};
		expect(gaps(0)).toEqual([125, 250, 500, 1_000, 2_000, 2_500, 2_500]);
		expect(gaps(1)).toEqual([250, 500, 1_000, 2_000, 4_000, 5_000, 5_000]);
	});

	test.each([
		[
			"the reset",
			{ "x-rate-limit-reset": "1008", date: new Date(start).toUTCString() },
			8_010,
		],
		["Retry-After", { "retry-after": "6" }, 6_010],
		[
			"the later of the two",
			{
				"x-rate-limit-reset": "1003",
				"retry-after": "6",
				date: new Date(start).toUTCString(),
			},
			6_010,
		],
		["ours, where it is longer", { "retry-after": "0" }, 135],
	])("at 429 is that of %s", (_, headers, at) => {
		const played = play({ policy }, [answer(429, null, headers), answer(204)]);
		expect(moments(played)).toEqual([0, at]);
		expect(played.outcome?.kind).toBe("accepted");
		expect(played.attempts[0]?.concluded).toBe("rate limited");
	});

	test("at 503 is what Retry-After says, on reads as on submits", () => {
		const busy = answer(503, null, { "retry-after": "3" });
		expect(moments(play({ policy }, [busy]))).toEqual([0, 3_010]);
		expect(moments(play({}, [busy]))).toEqual([0, 3_010]);
	});

	test("begins small again for a read that follows", () => {
		const played = play({ policy }, [
			lost,
			lost,
			answer(403),
			lost,
			answer(500),
			shows(instance(step([answeredRow()]))),
		]);
		expect(moments(played)).toEqual([0, 135, 395, 405, 540, 800]);
	});

	test("begins small again once a read has come back", () => {
		const read = play({ me: null }, [
			lost,
			answer(200, { id: 101, login: null, name: null }),
			lost,
		]);
		expect(moments(read)).toEqual([0, 135, 145, 280]);
		const past = shows(history(pastStep([], { ended_at: null })));
		const elsewhere = shows(instance(null));
		const looked = play({}, [lost, elsewhere, lost, past, lost]);
		expect(moments(looked)).toEqual([0, 135, 145, 280, 290, 425]);
		const refused = play({ policy }, [
			answer(422),
			lost,
			answer(403),
			answer(500),
		]);
		expect(moments(refused)).toEqual([0, 10, 145, 280, 415]);
	});

	test("is over when it is over, not before", () => {
		const { step: slept } = play({ policy }, []);
		expect(slept.command.kind).toBe("submit");
	});
});

describe("not sent at all", () => {
	test("is tried again, without doubt", () => {
		const played = play({ policy }, [unsent, answer(204)]);
		expect(moments(played)).toEqual([0, 135]);
		expect(played.step.state.in_doubt).toBe(false);
		expect(played.outcome?.kind).toBe("accepted");
	});

	test("to the end is deferred as unreachable", () => {
		const short = { ...blind, deadlineMs: 1_000, attemptTimeoutMs: 100 };
		const played = play({ policy: short }, times(4, unsent));
		expect(played.outcome).toMatchObject({
			kind: "deferred",
			reason: "unreachable",
		});
	});
});

describe("looking first", () => {
	test("is given three tries, then the submission goes", () => {
		for (const event of [lost, unsent, answer(500), answer(429), answer(200)]) {
			const played = play({}, [...times(3, event), answer(204)]);
			expect(names(played)).toEqual([
				"read_instance",
				"read_instance",
				"read_instance",
				"submit",
			]);
			expect(played.outcome?.kind).toBe("accepted");
		}
	});

	test("waits as long as the server asks, then too", () => {
		const busy = answer(429, null, { "retry-after": "2" });
		expect(moments(play({}, times(3, busy)))).toEqual([0, 2_010, 4_020, 6_030]);
	});

	test("after that, the submission gets all the tries there are", () => {
		const played = play({}, [...times(3, lost), ...times(4, unsent)]);
		expect(names(played).slice(3)).toEqual(times(5, "submit"));
	});
});

describe("at the deadline", () => {
	const short = { ...blind, deadlineMs: 10_000, attemptTimeoutMs: 4_000 };
	const busy = (seconds: number) =>
		answer(429, null, { "retry-after": String(seconds) });

	test("no submit goes that cannot be answered in time", () => {
		const inTime = play({ policy: short }, [busy(7)]);
		expect(inTime.calls).toEqual(["submit 0", "submit 7010"]);
		const late = play({ policy: short }, [busy(8)]);
		expect(late.outcome).toMatchObject({
			kind: "deferred",
			reason: "rate_limited",
			retry_at: new Date(start + 8_010).toISOString(),
		});
		expect(late.took).toBe(10);
	});

	test("half an attempt is time enough, and a millisecond less is not", () => {
		const at = (ms: number) => {
			const { step: end } = play({ policy: { ...short, deadlineMs: ms } }, [
				busy(6),
			]);
			return end.command.kind;
		};
		expect(at(8_010)).toBe("submit");
		expect(at(8_009)).toBe("finish");
	});

	test("a call gets no more time than is left", () => {
		const first = play({ policy: short }, []);
		expect(first.step.command).toEqual({ kind: "submit", timeout_ms: 4_000 });
		const later = play({ policy: short }, [busy(7)]);
		expect(later.step.command).toEqual({ kind: "submit", timeout_ms: 2_990 });
	});

	test("in doubt one last read is made, and then it is uncertain", () => {
		const played = play({ policy: short }, [lost, busy(9), unanswered]);
		expect(played.calls).toEqual([
			"submit 0",
			"submit 135",
			"read_instance 145",
		]);
		expect(played.outcome).toMatchObject({
			kind: "uncertain",
			retry_at: new Date(start + 9_145).toISOString(),
		});
	});

	test("the last read may find us on record, after a look into the history", () => {
		const found = shows(instance(step([answeredRow()])));
		expect(play({ policy: short }, [lost, busy(9), found]).outcome?.kind).toBe(
			"accepted",
		);
		const played = play({ policy: short }, [
			lost,
			busy(9),
			shows(instance(null)),
			shows(history(pastStep())),
		]);
		expect(played.outcome?.kind).toBe("accepted");
	});

	test.each([
		["no response", lost],
		["limited", answer(429)],
		["500", answer(500)],
		["not sent", unsent],
		["unreadable", answer(200)],
		["forbidden", answer(403)],
	])("the last read is not tried twice: %s", (_, event) => {
		const played = play({ policy: short }, [
			lost,
			busy(9),
			...(event.kind === "response" && event.status === 403
				? [event, event]
				: [event]),
		]);
		expect(played.outcome?.kind).toBe("uncertain");
	});

	test("the last read may be late enough to show all there is, and still says nothing of what was never refused", () => {
		const still = { ...short, maxDeliveryDelayMs: 0, maxReadStalenessMs: 0 };
		const played = play({ policy: still }, [lost, busy(9), unanswered]);
		expect(played.outcome?.kind).toBe("uncertain");
	});

	test("the last read is not made again for want of a token", () => {
		const played = always({ policy: short }, { kind: "refresh_failed" }, [
			lost,
			busy(9),
			answer(401),
		]);
		expect(played.outcome?.kind).toBe("uncertain");
		expect(names(played).filter((name) => name === "read_instance")).toEqual([
			"read_instance",
		]);
	});

	test("the last read is made by somebody known", () => {
		const played = play({ policy: short, me: null }, [
			lost,
			busy(9),
			answer(200, { id: 101, login: null, name: null }),
			shows(instance(step([answeredRow()]))),
		]);
		expect(names(played).slice(2)).toEqual(["read_me", "read_instance"]);
		expect(played.outcome?.kind).toBe("accepted");
	});

	test("without doubt it is the refusal met", () => {
		const played = play({ policy: short }, [answer(404), busy(60)]);
		expect(played.outcome?.kind).toBe("not_found");
	});

	test("else deferred, with a second at least", () => {
		const hasty = { ...blind, deadlineMs: 200, attemptTimeoutMs: 100 };
		const played = always({ policy: hasty }, answer(429));
		expect(played.outcome).toMatchObject({
			kind: "deferred",
			reason: "rate_limited",
			retry_at: new Date(start + played.took + 1_000).toISOString(),
		});
	});

	test("else deferred, until the next try would have gone", () => {
		const tight = {
			...blind,
			deadlineMs: 3_000,
			attemptTimeoutMs: 1_000,
			maxReadStalenessMs: 0,
		};
		const played = always({ policy: tight, random: 1 }, unsent);
		expect(moments(played)).toEqual([0, 260, 770, 1_780, 2_000]);
		expect(played.outcome).toMatchObject({
			kind: "deferred",
			retry_at: new Date(start + 2_010 + 4_000).toISOString(),
		});
	});

	test("a backoff does not sleep through the last moment for a submit", () => {
		const tight = {
			...blind,
			deadlineMs: 3_000,
			attemptTimeoutMs: 1_500,
			maxReadStalenessMs: 0,
		};
		const played = always({ policy: tight, random: 1 }, unsent);
		expect(moments(played)).toEqual([0, 260, 770, 1_500]);
	});

	test("nor through the last at which its refusal could be settled", () => {
		const tight = {
			...blind,
			deadlineMs: 3_000,
			attemptTimeoutMs: 1_000,
			maxDeliveryDelayMs: 1_000,
			maxReadStalenessMs: 500,
		};
		const played = always({ policy: tight, random: 1 }, unsent);
		expect(moments(played)).toEqual([0, 260, 500, 1_510, 2_000]);
	});
});

describe("the budget of calls", () => {
	test.each([1, 2, 3, 5, 40])(
		"of %i is never gone over, and used up",
		(maxCalls) => {
			for (const event of [lost, unsent, answer(429), answer(500)]) {
				const patient = { ...blind, deadlineMs: 1_000_000, maxCalls };
				const played = always({ policy: patient }, event);
				expect(played.calls.length).toBeLessThanOrEqual(maxCalls);
				expect(played.calls.length).toBeGreaterThanOrEqual(maxCalls - 2);
				expect(played.outcome).not.toBeNull();
			}
		},
	);

	test("leaves two calls for the reads that settle another submit", () => {
		const played = play({ policy: { ...blind, maxCalls: 4 } }, [
			lost,
			lost,
			unanswered,
		]);
		expect(names(played)).toEqual(["submit", "submit", "read_instance"]);
		expect(played.outcome?.kind).toBe("uncertain");
	});

	test("leaves no call for the first submit where it is not the last", () => {
		const played = play({ policy: { ...blind, maxCalls: 1 } }, [answer(204)]);
		expect(played.outcome?.kind).toBe("accepted");
	});

	test("of nothing is deferred at once", () => {
		const played = play({ policy: { ...blind, maxCalls: 0 } }, []);
		expect(played.outcome).toMatchObject({
			kind: "deferred",
			reason: "unreachable",
			retry_at: new Date(start + 1_000).toISOString(),
		});
	});
});
