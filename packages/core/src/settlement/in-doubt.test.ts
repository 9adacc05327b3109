import { describe, expect, test } from "vitest";
import {
	answeredRow,
	grace,
	history,
	instance,
	pastRow,
	pastStep,
	reject,
	row,
	step,
} from "../testing/builders.ts";
import {
	answer,
	blind,
	lost,
	names,
	play,
	shows,
	start,
	unsent,
} from "../testing/script.ts";

const unanswered = shows(instance());
const noRow = shows(instance(step([])));
const elsewhere = shows(instance(step([], { id: "2" })));
const noHistory = shows(history());
const policy = blind;

describe("in doubt", () => {
	test.each([
		200, 201, 202, 206, 301, 302, 303, 307, 308, 408, 500, 501, 502, 503, 504,
		599,
	])("after %i: the same submission again", (status) => {
		const played = play({ policy }, [answer(status), answer(204)]);
		expect(names(played)).toEqual(["submit", "submit"]);
		expect(played.outcome?.kind).toBe("accepted");
		expect(played.attempts[0]).toMatchObject({
			status,
			concluded: "in doubt",
		});
	});

	test("after no answer: the same submission again", () => {
		const played = play({ policy }, [lost, answer(204)]);
		expect(names(played)).toEqual(["submit", "submit"]);
		expect(played.attempts[0]).toEqual({
			call: "submit",
			status: null,
			request_id: null,
			duration_ms: 10,
			concluded: "no response",
		});
	});

	test("for good: what comes later takes no doubt away", () => {
		const played = play({ policy }, [
			lost,
			unsent,
			answer(429),
			answer(404),
			unanswered,
			unanswered,
			unanswered,
		]);
		expect(played.outcome?.kind).toBe("uncertain");
	});

	test("never after what was not sent, or was limited", () => {
		const played = play({ policy }, [
			unsent,
			answer(429),
			answer(404),
			unanswered,
		]);
		expect(played.outcome?.kind).toBe("not_found");
	});

	test("never by a read", () => {
		for (const event of [lost, answer(500), answer(302), unsent])
			expect(play({}, [event]).step.state.in_doubt).toBe(false);
	});
});

describe("refused while in doubt", () => {
	test("is never submitted again: uncertain, where nothing is known of the network", () => {
		const played = play({ policy }, [
			lost,
			answer(422),
			unanswered,
			unanswered,
			unanswered,
		]);
		expect(names(played)).toEqual([
			"submit",
			"submit",
			"read_instance",
			"read_instance",
			"read_instance",
		]);
		expect(played.outcome).toMatchObject({
			kind: "uncertain",
			retry_at: new Date(start + played.took + 1000).toISOString(),
		});
	});

	test.each([403, 404, 422])("with %i is re-read all the same", (status) => {
		const played = play({ policy }, [
			lost,
			answer(status),
			unanswered,
			unanswered,
			shows(instance(step([answeredRow()]))),
		]);
		expect(played.outcome?.kind).toBe("recorded");
	});

	test("by a server of ours, in words kept until they are believed", () => {
		const reason = { code: "NOT_AN_ASSIGNEE", message: "No." };
		const outcome = { kind: "forbidden", reason, attempts: [] };
		const played = play(
			{
				policy: { ...blind, maxDeliveryDelayMs: 3_000, maxReadStalenessMs: 0 },
			},
			[
				lost,
				answer(403, { outcome }),
				unanswered,
				unanswered,
				unanswered,
				unanswered,
			],
		);
		expect(played.outcome).toMatchObject({ kind: "forbidden", reason });
	});

	test("our row found: recorded, where it was unanswered before", () => {
		const found = shows(instance(step([answeredRow()])));
		expect(play({}, [unanswered, lost, answer(422), found]).outcome?.kind).toBe(
			"recorded",
		);
		expect(play({ policy }, [lost, answer(422), found]).outcome?.kind).toBe(
			"accepted",
		);
		expect(
			play({ policy }, [lost, answer(422), unanswered, found]).outcome?.kind,
		).toBe("recorded");
	});

	test("our row missing: the history may tell", () => {
		const played = play({ policy }, [
			lost,
			answer(403),
			noRow,
			shows(history(pastStep())),
		]);
		expect(names(played).at(-1)).toBe("read_history");
		expect(played.outcome?.kind).toBe("accepted");
	});

	test("the instance hidden: the history is worth a call, and who we are is not", () => {
		const played = play({ policy }, [
			lost,
			answer(404),
			answer(404),
			shows(history(pastStep([pastRow({ ...grace })]))),
		]);
		expect(names(played).slice(2)).toEqual(["read_instance", "read_history"]);
		expect(played.outcome?.kind).toBe("superseded");
	});

	test("a history refused is not asked for at once again", () => {
		const played = play({ policy }, [
			lost,
			answer(404),
			answer(404),
			answer(404),
			elsewhere,
			answer(404),
			elsewhere,
			noHistory,
		]);
		expect(names(played).slice(2)).toEqual([
			"read_instance",
			"read_history",
			"read_instance",
			"read_history",
			"read_instance",
			"read_history",
		]);
		expect(played.outcome?.kind).toBe("uncertain");
	});

	describe("with a network known to be quiet in time", () => {
		const quiet = {
			...blind,
			maxDeliveryDelayMs: 3_000,
			maxReadStalenessMs: 2_000,
		};

		// The last submit is at 135 ms: nothing of it can act or hide after 5,135.
		const until = (
			read: ReturnType<typeof shows>,
			...more: ReturnType<typeof shows>[]
		) =>
			play({ policy: quiet }, [lost, answer(404), read, read, read, ...more]);

		test("reads once more when it is quiet, and then believes the refusal", () => {
			const played = until(unanswered, unanswered);
			expect(played.calls).toEqual([
				"submit 0",
				"submit 135",
				"read_instance 145",
				"read_instance 280",
				"read_instance 540",
				"read_instance 5135",
			]);
			expect(played.outcome?.kind).toBe("not_found");
		});

		test("believes it too where the step shows no row of ours at all", () => {
			const played = play({ policy: quiet }, [
				lost,
				answer(403),
				noRow,
				noHistory,
				noRow,
				noHistory,
				noRow,
				noHistory,
				noRow,
				shows(history(pastStep([], { ended_at: null }))),
			]);
			expect(played.outcome?.kind).toBe("forbidden");
		});

		test("our answer found then is on record", () => {
			const played = until(unanswered, shows(instance(step([answeredRow()]))));
			expect(played.outcome?.kind).toBe("recorded");
		});

		test("what shows no step proves nothing, and stays uncertain after two more reads", () => {
			const played = play({ policy: quiet }, [
				lost,
				answer(404),
				...[0, 1, 2, 3, 4, 5].flatMap(() => [elsewhere, noHistory]),
			]);
			expect(
				names(played).filter((name) => name === "read_history"),
			).toHaveLength(6);
			expect(played.calls.slice(8)).toEqual([
				"read_instance 5135",
				"read_history 5145",
				"read_instance 5280",
				"read_history 5290",
				"read_instance 5550",
				"read_history 5560",
			]);
			expect(played.outcome?.kind).toBe("uncertain");
		});

		test("beyond the deadline is not waited for", () => {
			const played = play(
				{
					policy: { ...quiet, maxDeliveryDelayMs: 27_865, deadlineMs: 30_000 },
				},
				[lost, answer(404), unanswered, unanswered, unanswered],
			);
			expect(played.outcome).toMatchObject({
				kind: "uncertain",
				retry_at: new Date(start + 135 + 27_865 + 2_000).toISOString(),
			});
			expect(played.took).toBeLessThan(1_000);
		});

		test("without doubt is not waited for", () => {
			const played = play({ policy: quiet }, [answer(404), unanswered]);
			expect(played.took).toBe(20);
			expect(played.outcome?.kind).toBe("not_found");
		});
	});
});

describe("proof in doubt", () => {
	test("a conflict on record stays one", () => {
		const { outcome } = play({ policy }, [
			lost,
			answer(422),
			shows(instance(step([answeredRow(reject)]))),
		]);
		expect(outcome?.kind).toBe("conflict");
	});

	test("any answered row of ours counts: a person may be assigned twice", () => {
		const { outcome } = play({ policy }, [
			lost,
			answer(422),
			shows(instance(step([row(), answeredRow()]))),
		]);
		expect(outcome?.kind).toBe("accepted");
	});

	test("a step learnt while current is found in a history with other ids", () => {
		const foreign = pastStep([pastRow()], {
			id: "555",
			available_response_options: [],
		});
		const played = play({}, [
			unanswered,
			lost,
			answer(422),
			elsewhere,
			shows(history(foreign)),
		]);
		expect(played.outcome?.kind).toBe("recorded");
		expect(
			play({ policy }, [
				lost,
				answer(422),
				...[0, 1, 2].flatMap(() => [elsewhere, shows(history(foreign))]),
			]).outcome?.kind,
		).toBe("uncertain");
	});
});
