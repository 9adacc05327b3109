import { describe, expect, test } from "vitest";
import {
	answeredRow,
	buildHistory,
	historyRow,
	historyStep,
	instance,
	personGrace,
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
const noHistory = readResponse(buildHistory());
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

	test("after no response: the same submission again", () => {
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

	test("never reset by later responses", () => {
		const result = runScript({ policy }, [
			noResponse,
			notSent,
			httpResponse(429),
			httpResponse(404),
			unanswered,
			unanswered,
		]);
		expect(result.outcome?.kind).toBe("uncertain");
	});

	test("not after a submit that was not sent, or a 429", () => {
		const result = runScript({ policy }, [
			notSent,
			httpResponse(429),
			httpResponse(404),
			unanswered,
		]);
		expect(result.outcome?.kind).toBe("not_found");
	});

	test("not by a read", () => {
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
	test("is never submitted again: uncertain if the delivery delay is unknown", () => {
		const result = runScript({ policy }, [
			noResponse,
			httpResponse(422),
			unanswered,
			unanswered,
		]);
		// The refusal was received at 145 ms.
		expect(result.requests).toEqual([
			"submit 0",
			"submit 135",
			"read_instance 145",
			"read_instance 5145",
		]);
		expect(result.outcome).toMatchObject({
			kind: "uncertain",
			retry_at: new Date(startedAt + result.elapsedMs + 1000).toISOString(),
		});
	});

	test("is read once if no time is left for another read", () => {
		const within = (deadlineMs: number) =>
			runScript({ policy: { ...policy, deadlineMs } }, [
				noResponse,
				httpResponse(422),
				unanswered,
			]);
		for (const deadlineMs of [5_000, 5_145]) {
			expect(within(deadlineMs).outcome?.kind).toBe("uncertain");
			expect(within(deadlineMs).elapsedMs).toBe(155);
		}
		expect(within(5_146).requests.at(-1)).toBe("read_instance 5145");
	});

	test.each([403, 404, 422])("with %i is read again", (status) => {
		const result = runScript({ policy }, [
			noResponse,
			httpResponse(status),
			unanswered,
			readResponse(instance(step([answeredRow()]))),
		]);
		expect(result.outcome?.kind).toBe("recorded");
	});

	test("by a Signoff server: its outcome counts only after the delivery wait", () => {
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
			[noResponse, httpResponse(403, { outcome }), unanswered, unanswered],
		);
		expect(result.requests.slice(2)).toEqual([
			"read_instance 145",
			"read_instance 3135",
		]);
		expect(result.outcome).toMatchObject({ kind: "forbidden", reason });
	});

	test("our row found: recorded if a read showed it unanswered before", () => {
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

	test("our row missing: reads the history", () => {
		const result = runScript({ policy }, [
			noResponse,
			httpResponse(403),
			noRow,
			readResponse(buildHistory(historyStep())),
		]);
		expect(requestNames(result).at(-1)).toBe("read_history");
		expect(result.outcome?.kind).toBe("accepted");
	});

	test("the instance hidden: reads the history, but not `me`", () => {
		const result = runScript({ policy }, [
			noResponse,
			httpResponse(404),
			httpResponse(404),
			readResponse(buildHistory(historyStep([historyRow({ ...personGrace })]))),
		]);
		expect(requestNames(result).slice(2)).toEqual([
			"read_instance",
			"read_history",
		]);
		expect(result.outcome?.kind).toBe("superseded");
	});

	test("a refused history is not read again at once", () => {
		const result = runScript({ policy }, [
			noResponse,
			httpResponse(404),
			httpResponse(404),
			httpResponse(404),
			elsewhere,
			noHistory,
		]);
		expect(result.requests.slice(2)).toEqual([
			"read_instance 145",
			"read_history 155",
			"read_instance 5145",
			"read_history 5155",
		]);
		expect(result.outcome?.kind).toBe("uncertain");
	});

	describe("with a delivery delay that ends before the deadline", () => {
		const deliveryPolicy = {
			...withoutPreflight,
			maxDeliveryDelayMs: 3_000,
			maxReadStalenessMs: 2_000,
		};

		// The last submit is at 135 ms: after 5,135 ms it cannot take effect, and no read is stale.
		const until = (
			read: ReturnType<typeof readResponse>,
			...more: ReturnType<typeof readResponse>[]
		) =>
			runScript({ policy: deliveryPolicy }, [
				noResponse,
				httpResponse(404),
				read,
				...more,
			]);

		test("reads once more after the delivery wait, then takes the refusal", () => {
			const result = until(unanswered, unanswered);
			expect(result.requests).toEqual([
				"submit 0",
				"submit 135",
				"read_instance 145",
				"read_instance 5135",
			]);
			expect(result.outcome?.kind).toBe("not_found");
		});

		test("a read a millisecond before the end of the delivery wait does not count", () => {
			const refusedAt = (ms: number) => {
				const policy = {
					...withoutPreflight,
					maxDeliveryDelayMs: 0,
					maxReadStalenessMs: ms,
				};
				return runScript({ policy }, [
					noResponse,
					httpResponse(404),
					unanswered,
				]);
			};
			// The last submit is at 135 ms, the first read after the refusal at 145 ms.
			expect(refusedAt(10).outcome?.kind).toBe("not_found");
			expect(refusedAt(11).outcome).toBeNull();
			expect(refusedAt(11).requests.at(-1)).toBe("read_instance 155");
		});

		test("the wait begins with the last submit, also if it was not answered itself", () => {
			const policy = { ...deliveryPolicy, maxReadStalenessMs: 0 };
			const result = runScript({ policy }, [
				noResponse,
				httpResponse(429),
				notSent,
				httpResponse(403),
				unanswered,
				unanswered,
			]);
			expect(result.requests).toEqual([
				"submit 0",
				"submit 135",
				"submit 395",
				"submit 905",
				"read_instance 915",
				"read_instance 3905",
			]);
			expect(result.outcome?.kind).toBe("forbidden");
		});

		test("an option that is not offered does not wait", () => {
			const result = until(
				readResponse(
					instance(step([row()], { available_response_options: [reject] })),
				),
			);
			expect(result.outcome).toMatchObject({
				kind: "invalid",
				issues: [{ code: "option_not_offered" }],
			});
		});

		test("takes the refusal also if the step has no row of this person", () => {
			const result = runScript({ policy: deliveryPolicy }, [
				noResponse,
				httpResponse(403),
				noRow,
				noHistory,
				noRow,
				readResponse(buildHistory(historyStep([], { ended_at: null }))),
			]);
			expect(result.outcome?.kind).toBe("forbidden");
		});

		test("our response found then is on record", () => {
			const result = until(
				unanswered,
				readResponse(instance(step([answeredRow()]))),
			);
			expect(result.outcome?.kind).toBe("recorded");
		});

		test("reads without the step prove nothing: uncertain after the delivery wait", () => {
			for (const history of [noHistory, httpResponse(404)]) {
				const result = runScript({ policy: deliveryPolicy }, [
					noResponse,
					httpResponse(404),
					elsewhere,
					history,
					elsewhere,
					history,
				]);
				expect(result.requests.slice(2)).toEqual([
					"read_instance 145",
					"read_history 155",
					"read_instance 5135",
					"read_history 5145",
				]);
				expect(result.outcome?.kind).toBe("uncertain");
			}
		});

		test("an instance without our row proves nothing if the history is hidden", () => {
			const result = runScript({ policy: deliveryPolicy }, [
				noResponse,
				httpResponse(403),
				noRow,
				httpResponse(404),
				noRow,
				httpResponse(404),
			]);
			expect(result.outcome?.kind).toBe("uncertain");
		});

		test("a row that is not clear proves nothing after the delivery wait", () => {
			const who = { ...row().assignee, login: "old@harbor.example" };
			const unclear = readResponse(
				instance(step([{ ...answeredRow(), assignee: who }])),
			);
			const history = readResponse(
				buildHistory(
					historyStep([historyRow({ login: "old@harbor.example" })], {
						ended_at: null,
					}),
				),
			);
			const result = runScript({ policy: deliveryPolicy }, [
				noResponse,
				httpResponse(422),
				unclear,
				history,
				unclear,
				history,
			]);
			expect(result.outcome?.kind).toBe("uncertain");
		});

		test("does not wait beyond the deadline, but reads once more", () => {
			const policy = {
				...deliveryPolicy,
				maxDeliveryDelayMs: 27_865,
				deadlineMs: 30_000,
			};
			const result = runScript({ policy }, [
				noResponse,
				httpResponse(404),
				unanswered,
				unanswered,
			]);
			expect(result.requests.at(-1)).toBe("read_instance 2145");
			expect(result.outcome).toMatchObject({
				kind: "uncertain",
				retry_at: new Date(startedAt + 135 + 27_865 + 2_000).toISOString(),
			});
			const inTime = runScript(
				{ policy: { ...policy, maxDeliveryDelayMs: 27_864 } },
				[noResponse, httpResponse(404), unanswered, unanswered],
			);
			expect(inTime.requests.at(-1)).toBe("read_instance 29999");
			expect(inTime.outcome?.kind).toBe("not_found");
		});

		test.each([1e16, 1e300, Number.MAX_VALUE])(
			"of %d is beyond every deadline, and its end is a moment",
			(maxDeliveryDelayMs) => {
				const policy = { ...deliveryPolicy, maxDeliveryDelayMs };
				const result = runScript({ policy }, [
					noResponse,
					httpResponse(404),
					unanswered,
					unanswered,
				]);
				expect(result.outcome).toMatchObject({
					kind: "uncertain",
					retry_at: "+275760-09-13T00:00:00.000Z",
				});
			},
		);

		test("does not wait without doubt", () => {
			const result = runScript({ policy: deliveryPolicy }, [
				httpResponse(404),
				unanswered,
			]);
			expect(result.elapsedMs).toBe(20);
			expect(result.outcome?.kind).toBe("not_found");
		});
	});
});

describe("proof in doubt", () => {
	test("a conflict on record is a conflict", () => {
		const { outcome } = runScript({ policy }, [
			noResponse,
			httpResponse(422),
			readResponse(instance(step([answeredRow(reject)]))),
		]);
		expect(outcome?.kind).toBe("conflict");
	});

	test("any answered row of this person counts: a person may be assigned twice", () => {
		const { outcome } = runScript({ policy }, [
			noResponse,
			httpResponse(422),
			readResponse(instance(step([row(), answeredRow()]))),
		]);
		expect(outcome?.kind).toBe("accepted");
	});

	test("a step read while current is found in a history with other ids", () => {
		const foreign = historyStep([historyRow()], {
			id: "555",
			available_response_options: [],
		});
		const result = runScript({}, [
			unanswered,
			noResponse,
			httpResponse(422),
			elsewhere,
			readResponse(buildHistory(foreign)),
		]);
		expect(result.outcome?.kind).toBe("recorded");
		expect(
			runScript({ policy }, [
				noResponse,
				httpResponse(422),
				...[0, 1].flatMap(() => [
					elsewhere,
					readResponse(buildHistory(foreign)),
				]),
			]).outcome?.kind,
		).toBe("uncertain");
	});
});
