import { describe, expect, test } from "vitest";
import {
	answeredRow,
	grace,
	history,
	historyRow,
	historyStep,
	instance,
	reject,
	row,
	step,
} from "../testing/builders.ts";
import {
	httpResponse,
	noResponse,
	notSent,
	readResponse,
	requestNames,
	runScript,
	startedAt,
	withoutPreflight,
} from "../testing/script.ts";

const unanswered = readResponse(instance());
const noRow = readResponse(instance(step([])));
const elsewhere = readResponse(instance(step([], { id: "2" })));
const noHistory = readResponse(history());
const policy = withoutPreflight;

describe("in doubt", () => {
	test.each([
		200, 201, 202, 206, 301, 302, 303, 307, 308, 408, 500, 501, 502, 503, 504,
		599,
	])("after %i: the same submission again", (status) => {
		const result = runScript({ policy }, [
			httpResponse(status),
			httpResponse(204),
		]);
		expect(requestNames(result)).toEqual(["submit", "submit"]);
		expect(result.outcome?.kind).toBe("accepted");
		expect(result.attempts[0]).toMatchObject({
			status,
			concluded: "in doubt",
		});
	});

	test("after no answer: the same submission again", () => {
		const result = runScript({ policy }, [noResponse, httpResponse(204)]);
		expect(requestNames(result)).toEqual(["submit", "submit"]);
		expect(result.attempts[0]).toEqual({
			call: "submit",
			status: null,
			request_id: null,
			duration_ms: 10,
			concluded: "no response",
		});
	});

	test("for good: what comes later takes no doubt away", () => {
		const result = runScript({ policy }, [
			noResponse,
			notSent,
			httpResponse(429),
			httpResponse(404),
			unanswered,
			unanswered,
			unanswered,
		]);
		expect(result.outcome?.kind).toBe("uncertain");
	});

	test("never after what was not sent, or was limited", () => {
		const result = runScript({ policy }, [
			notSent,
			httpResponse(429),
			httpResponse(404),
			unanswered,
		]);
		expect(result.outcome?.kind).toBe("not_found");
	});

	test("never by a read", () => {
		for (const event of [
			noResponse,
			httpResponse(500),
			httpResponse(302),
			notSent,
		])
			expect(runScript({}, [event]).transition.state.in_doubt).toBe(false);
	});
});

describe("refused while in doubt", () => {
	test("is never submitted again: uncertain, where nothing is known of the network", () => {
		const result = runScript({ policy }, [
			noResponse,
			httpResponse(422),
			unanswered,
			unanswered,
			unanswered,
		]);
		expect(requestNames(result)).toEqual([
			"submit",
			"submit",
			"read_instance",
			"read_instance",
			"read_instance",
		]);
		expect(result.outcome).toMatchObject({
			kind: "uncertain",
			retry_at: new Date(startedAt + result.elapsedMs + 1000).toISOString(),
		});
	});

	test.each([403, 404, 422])("with %i is re-read all the same", (status) => {
		const result = runScript({ policy }, [
			noResponse,
			httpResponse(status),
			unanswered,
			unanswered,
			readResponse(instance(step([answeredRow()]))),
		]);
		expect(result.outcome?.kind).toBe("recorded");
	});

	test("by a server of ours, in words kept until they are believed", () => {
		const reason = { code: "NOT_AN_ASSIGNEE", message: "No." };
		const outcome = { kind: "forbidden", reason, attempts: [] };
		const result = runScript(
			{
				policy: {
					...withoutPreflight,
					maxDeliveryDelayMs: 3_000,
					maxReadStalenessMs: 0,
				},
			},
			[
				noResponse,
				httpResponse(403, { outcome }),
				unanswered,
				unanswered,
				unanswered,
				unanswered,
			],
		);
		expect(result.outcome).toMatchObject({ kind: "forbidden", reason });
	});

	test("our row found: recorded, where it was unanswered before", () => {
		const found = readResponse(instance(step([answeredRow()])));
		expect(
			runScript({}, [unanswered, noResponse, httpResponse(422), found]).outcome
				?.kind,
		).toBe("recorded");
		expect(
			runScript({ policy }, [noResponse, httpResponse(422), found]).outcome
				?.kind,
		).toBe("accepted");
		expect(
			runScript({ policy }, [noResponse, httpResponse(422), unanswered, found])
				.outcome?.kind,
		).toBe("recorded");
	});

	test("our row missing: the history may tell", () => {
		const result = runScript({ policy }, [
			noResponse,
			httpResponse(403),
			noRow,
			readResponse(history(historyStep())),
		]);
		expect(requestNames(result).at(-1)).toBe("read_history");
		expect(result.outcome?.kind).toBe("accepted");
	});

	test("the instance hidden: the history is worth a call, and who we are is not", () => {
		const result = runScript({ policy }, [
			noResponse,
			httpResponse(404),
			httpResponse(404),
			readResponse(history(historyStep([historyRow({ ...grace })]))),
		]);
		expect(requestNames(result).slice(2)).toEqual([
			"read_instance",
			"read_history",
		]);
		expect(result.outcome?.kind).toBe("superseded");
	});

	test("a history refused is not asked for at once again", () => {
		const result = runScript({ policy }, [
			noResponse,
			httpResponse(404),
			httpResponse(404),
			httpResponse(404),
			elsewhere,
			httpResponse(404),
			elsewhere,
			noHistory,
		]);
		expect(requestNames(result).slice(2)).toEqual([
			"read_instance",
			"read_history",
			"read_instance",
			"read_history",
			"read_instance",
			"read_history",
		]);
		expect(result.outcome?.kind).toBe("uncertain");
	});

	describe("with a network known to be quiet in time", () => {
		const quiet = {
			...withoutPreflight,
			maxDeliveryDelayMs: 3_000,
			maxReadStalenessMs: 2_000,
		};

		// The last submit is at 135 ms: nothing of it can act or hide after 5,135.
		const until = (
			read: ReturnType<typeof readResponse>,
			...more: ReturnType<typeof readResponse>[]
		) =>
			runScript({ policy: quiet }, [
				noResponse,
				httpResponse(404),
				read,
				read,
				read,
				...more,
			]);

		test("reads once more when it is quiet, and then believes the refusal", () => {
			const result = until(unanswered, unanswered);
			expect(result.requests).toEqual([
				"submit 0",
				"submit 135",
				"read_instance 145",
				"read_instance 280",
				"read_instance 540",
				"read_instance 5135",
			]);
			expect(result.outcome?.kind).toBe("not_found");
		});

		test("believes it too where the step shows no row of ours at all", () => {
			const result = runScript({ policy: quiet }, [
				noResponse,
				httpResponse(403),
				noRow,
				noHistory,
				noRow,
				noHistory,
				noRow,
				noHistory,
				noRow,
				readResponse(history(historyStep([], { ended_at: null }))),
			]);
			expect(result.outcome?.kind).toBe("forbidden");
		});

		test("our answer found then is on record", () => {
			const result = until(
				unanswered,
				readResponse(instance(step([answeredRow()]))),
			);
			expect(result.outcome?.kind).toBe("recorded");
		});

		test("what shows no step proves nothing, and stays uncertain after two more reads", () => {
			const result = runScript({ policy: quiet }, [
				noResponse,
				httpResponse(404),
				...[0, 1, 2, 3, 4, 5].flatMap(() => [elsewhere, noHistory]),
			]);
			expect(
				requestNames(result).filter((name) => name === "read_history"),
			).toHaveLength(6);
			expect(result.requests.slice(8)).toEqual([
				"read_instance 5135",
				"read_history 5145",
				"read_instance 5280",
				"read_history 5290",
				"read_instance 5550",
				"read_history 5560",
			]);
			expect(result.outcome?.kind).toBe("uncertain");
		});

		test("beyond the deadline is not waited for", () => {
			const result = runScript(
				{
					policy: { ...quiet, maxDeliveryDelayMs: 27_865, deadlineMs: 30_000 },
				},
				[noResponse, httpResponse(404), unanswered, unanswered, unanswered],
			);
			expect(result.outcome).toMatchObject({
				kind: "uncertain",
				retry_at: new Date(startedAt + 135 + 27_865 + 2_000).toISOString(),
			});
			expect(result.elapsedMs).toBeLessThan(1_000);
		});

		test("without doubt is not waited for", () => {
			const result = runScript({ policy: quiet }, [
				httpResponse(404),
				unanswered,
			]);
			expect(result.elapsedMs).toBe(20);
			expect(result.outcome?.kind).toBe("not_found");
		});
	});
});

describe("proof in doubt", () => {
	test("a conflict on record stays one", () => {
		const { outcome } = runScript({ policy }, [
			noResponse,
			httpResponse(422),
			readResponse(instance(step([answeredRow(reject)]))),
		]);
		expect(outcome?.kind).toBe("conflict");
	});

	test("any answered row of ours counts: a person may be assigned twice", () => {
		const { outcome } = runScript({ policy }, [
			noResponse,
			httpResponse(422),
			readResponse(instance(step([row(), answeredRow()]))),
		]);
		expect(outcome?.kind).toBe("accepted");
	});

	test("a step learnt while current is found in a history with other ids", () => {
		const foreign = historyStep([historyRow()], {
			id: "555",
			available_response_options: [],
		});
		const result = runScript({}, [
			unanswered,
			noResponse,
			httpResponse(422),
			elsewhere,
			readResponse(history(foreign)),
		]);
		expect(result.outcome?.kind).toBe("recorded");
		expect(
			runScript({ policy }, [
				noResponse,
				httpResponse(422),
				...[0, 1, 2].flatMap(() => [elsewhere, readResponse(history(foreign))]),
			]).outcome?.kind,
		).toBe("uncertain");
	});
});
