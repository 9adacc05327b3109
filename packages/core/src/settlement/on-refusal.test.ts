import { describe, expect, test } from "vitest";
import type { HistoryResponse } from "../contract/history.ts";
import type { OutcomeKind } from "../outcome/outcome.ts";
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
	beginScript,
	continueScript,
	httpResponse,
	noResponse,
	readResponse,
	requestNames,
	runScript,
	startedAt,
	withoutPreflight,
} from "../testing/script.ts";
import { outcomeIfAborted } from "./settlement.ts";

const unanswered = readResponse(instance());
const elsewhere = readResponse(instance(step([], { id: "2" })));
const policy = withoutPreflight;

describe("a refusal is verified by a read", () => {
	test.each([400, 402, 403, 404, 405, 409, 410, 413, 415, 422, 451])(
		"%i: our answered row is on record",
		(status) => {
			const result = runScript({ policy }, [
				httpResponse(status),
				readResponse(instance(step([answeredRow()]))),
			]);
			expect(requestNames(result)).toEqual(["submit", "read_instance"]);
			expect(result.outcome?.kind).toBe("unchanged");
		},
	);

	test("another response of this person is a conflict", () => {
		const { outcome } = runScript({ policy }, [
			httpResponse(422),
			readResponse(instance(step([answeredRow(reject)]))),
		]);
		expect(outcome).toMatchObject({
			kind: "conflict",
			differs: ["response_option"],
		});
	});

	test("a history that shows that the step ended without us is superseded", () => {
		const result = runScript({ policy }, [
			httpResponse(422),
			elsewhere,
			readResponse(buildHistory(historyStep([historyRow({ ...personGrace })]))),
		]);
		expect(requestNames(result)).toEqual([
			"submit",
			"read_instance",
			"read_history",
		]);
		expect(result.outcome).toMatchObject({
			kind: "superseded",
			decided_by: [{ id: "102", name: "Grace Hopper" }],
		});
	});

	test("a history that shows our response: on record", () => {
		const read = readResponse(buildHistory(historyStep()));
		expect(
			runScript({ policy }, [httpResponse(404), elsewhere, read]).outcome?.kind,
		).toBe("unchanged");
	});

	test("an option that a current step does not list is invalid", () => {
		const read = readResponse(
			instance(step([row()], { available_response_options: [reject] })),
		);
		expect(
			runScript({ policy }, [httpResponse(422), read]).outcome,
		).toMatchObject({
			kind: "invalid",
			issues: [
				{
					code: "option_not_offered",
					path: ["response", "selected_response_option_id"],
				},
			],
		});
		expect(
			runScript({ policy }, [httpResponse(403), read]).outcome,
		).toMatchObject({
			kind: "invalid",
			issues: [{ code: "option_not_offered" }],
		});
		expect(
			runScript({ policy }, [noResponse, httpResponse(422), read]).outcome
				?.kind,
		).toBe("invalid");
	});

	test("a step without a list of options may offer any", () => {
		const read = readResponse(
			instance(step([row()], { available_response_options: [] })),
		);
		expect(runScript({ policy }, [httpResponse(403), read]).outcome?.kind).toBe(
			"forbidden",
		);
	});

	test("an option that is not offered does not explain the refusal of a person without a row", () => {
		const read = readResponse(
			instance(step([], { available_response_options: [reject] })),
		);
		expect(runScript({ policy }, [httpResponse(403), read]).outcome?.kind).toBe(
			"forbidden",
		);
	});

	test("if `me` is unknown it is read first, with retries", () => {
		const result = runScript({ policy, me: null }, [
			httpResponse(422),
			httpResponse(200, {}),
			httpResponse(500),
			httpResponse(200, { id: 101, login: "ADA@harbor.example", name: null }),
			readResponse(instance(step([answeredRow()]))),
		]);
		expect(requestNames(result)).toEqual([
			"submit",
			"read_me",
			"read_me",
			"read_me",
			"read_instance",
		]);
		expect(result.outcome?.kind).toBe("unchanged");
	});
});

describe("without proof and without doubt", () => {
	const busy = httpResponse(422, {
		error: {
			code: "X",
			message: "m",
			details: [
				{ reason_code: "STEP_BUSY", message: "Busy.", source: "response" },
			],
		},
	});

	test("a 422 is read again once reads show all that preceded it, then the refusal is the outcome", () => {
		const result = runScript({ policy }, [busy, unanswered, unanswered]);
		expect(result.requests).toEqual([
			"submit 0",
			"read_instance 10",
			"read_instance 5010",
		]);
		expect(result.outcome).toMatchObject({
			kind: "invalid",
			issues: [{ code: "step_busy", path: ["response"], message: "Busy." }],
		});
	});

	test("the staleness of reads is the caller's", () => {
		const at = (maxReadStalenessMs: number) =>
			runScript({ policy: { ...policy, maxReadStalenessMs } }, [
				busy,
				unanswered,
				unanswered,
			]).requests.at(-1);
		expect(at(7_250)).toBe("read_instance 7260");
		expect(at(11)).toBe("read_instance 21");
		// The first read was answered later than that.
		expect(at(0)).toBe("read_instance 20");
	});

	test("a 422 is read once if no time is left for another read", () => {
		const within = (deadlineMs: number) =>
			runScript({ policy: { ...policy, deadlineMs } }, [busy, unanswered]);
		expect(within(5_010).outcome?.kind).toBe("invalid");
		expect(within(5_010).elapsedMs).toBe(20);
		expect(within(5_011).requests.at(-1)).toBe("read_instance 5010");
	});

	test("a 422 whose response is shown late is found", () => {
		const result = runScript({ policy }, [
			httpResponse(422),
			unanswered,
			readResponse(instance(step([answeredRow()]))),
		]);
		expect(result.outcome?.kind).toBe("unchanged");
	});

	test.each<[number, OutcomeKind]>([
		[400, "invalid"],
		[403, "forbidden"],
		[404, "not_found"],
		[409, "invalid"],
		[413, "invalid"],
		[415, "invalid"],
	])("a %i is read once, then the outcome is %s", (status, kind) => {
		for (const read of [
			unanswered,
			readResponse(instance(step([]))),
			httpResponse(403),
		]) {
			const result = runScript({ policy }, [httpResponse(status), read]);
			expect(requestNames(result)).toEqual(["submit", "read_instance"]);
			expect(result.outcome?.kind).toBe(kind);
		}
	});

	test("the server's reason is kept", () => {
		const body = { error: { code: "NOPE", message: "Not yours." } };
		const { outcome } = runScript({ policy }, [
			httpResponse(403, body),
			unanswered,
		]);
		expect(outcome).toMatchObject({
			kind: "forbidden",
			reason: { code: "NOPE", message: "Not yours." },
		});
	});

	test("no history is read while the step is current", () => {
		const result = runScript({ policy }, [
			httpResponse(403),
			readResponse(instance(step([]))),
		]);
		expect(requestNames(result)).not.toContain("read_history");
	});

	describe("the instance is at another step", () => {
		const hidden = httpResponse(403);
		const ended = readResponse(instance(null));
		const noHistory = readResponse(buildHistory());
		const open = (...rows: HistoryResponse[]) =>
			readResponse(buildHistory(historyStep(rows, { ended_at: null })));

		test.each([400, 403, 404, 409, 422])(
			"and no history shows this one: after a %i the identical response may be on record there",
			(status) => {
				for (const moved of [elsewhere, ended])
					for (const history of [noHistory, hidden]) {
						const result = runScript({ policy }, [
							httpResponse(status),
							moved,
							history,
							moved,
							history,
						]);
						expect(result.requests).toEqual([
							"submit 0",
							"read_instance 10",
							"read_history 20",
							"read_instance 5010",
							"read_history 5020",
						]);
						expect(result.outcome).toMatchObject({
							kind: "uncertain",
							retry_at: new Date(startedAt + 6_030).toISOString(),
						});
					}
			},
		);

		test("and a later history shows this one", () => {
			const past = readResponse(buildHistory(historyStep()));
			const result = runScript({ policy }, [
				httpResponse(404),
				elsewhere,
				noHistory,
				elsewhere,
				past,
			]);
			expect(result.outcome?.kind).toBe("unchanged");
		});

		test("or not: a later read shows this one as current", () => {
			const result = runScript({ policy }, [
				httpResponse(404),
				elsewhere,
				noHistory,
				unanswered,
			]);
			expect(result.outcome?.kind).toBe("not_found");
		});

		test("at the last read, whose history is still to be read: if aborted, it is uncertain", () => {
			const { transition } = runScript({ policy }, [
				httpResponse(422),
				unanswered,
				elsewhere,
			]);
			expect(transition.command.kind).toBe("read_history");
			expect(outcomeIfAborted(transition.state, startedAt + 5_020).kind).toBe(
				"uncertain",
			);
		});

		test("and a history that may be older than the refusal shows this one: without time for another read it is uncertain", () => {
			const within = (deadlineMs: number) =>
				runScript({ policy: { ...policy, deadlineMs } }, [
					httpResponse(403),
					elsewhere,
					open(),
				]);
			expect(within(5_010).outcome?.kind).toBe("uncertain");
			expect(within(5_011).requests.at(-1)).toBe("read_instance 5010");
		});

		test("before the submit, and a read that is certainly later shows this one: the refusal is the outcome", () => {
			const submittedAfter = (seconds: number) =>
				runScript({}, [
					elsewhere,
					noHistory,
					httpResponse(429, null, { "retry-after": String(seconds) }),
					httpResponse(403),
					unanswered,
				]);
			expect(submittedAfter(5).outcome?.kind).toBe("forbidden");
			expect(submittedAfter(4).requests.at(-1)).toBe("read_instance 9040");
		});

		test("and a history shows this one without our answer: the refusal is the outcome", () => {
			const silent = historyRow({ response: null, responded_at: null });
			for (const history of [open(), open(silent)]) {
				const moved = [elsewhere, history];
				expect(
					runScript({ policy }, [httpResponse(422), ...moved, ...moved]).outcome
						?.kind,
				).toBe("invalid");
			}
		});
	});

	describe("a history that lists the current step by its id, and not this one", () => {
		const current = historyStep([], {
			id: "2",
			uuid: "uuid-2",
			ended_at: null,
		});
		const other = readResponse(
			instance(step([], { id: "2", step_uuid: null })),
		);
		const listing = [other, readResponse(buildHistory(current))];

		test("proves that the step is unknown, if it was read after the staleness", () => {
			for (const status of [403, 404, 422]) {
				const result = runScript({ policy }, [
					httpResponse(status),
					...listing,
					...listing,
				]);
				expect(result.requests.at(-1)).toBe("read_history 5020");
				expect(result.outcome).toMatchObject({
					kind: "invalid",
					issues: [{ code: "unknown_step" }],
				});
			}
		});

		test("leaves it uncertain if the clock was set back meanwhile: the read may be too early", () => {
			const result = continueScript(beginScript({ policy }), 0, [
				httpResponse(404),
				...listing,
				...listing,
			]);
			expect(requestNames(result).at(-1)).toBe("read_history");
			expect(result.outcome?.kind).toBe("uncertain");
		});

		test("proves nothing before that: the submission is sent", () => {
			const result = runScript({}, [...listing, httpResponse(204)]);
			expect(requestNames(result)).toEqual([
				"read_instance",
				"read_history",
				"submit",
			]);
			expect(result.outcome?.kind).toBe("accepted");
		});

		test("proves nothing a millisecond before that", () => {
			// The history is requested 10 ms after the instance, and begins 5,000 ms after the settlement at the earliest.
			const until = (maxReadStalenessMs: number) => {
				const deadlineMs = 10_000;
				return runScript({ policy: { maxReadStalenessMs, deadlineMs } }, [
					httpResponse(500, {}),
					...listing,
				]);
			};
			expect(until(145).outcome).toMatchObject({
				kind: "invalid",
				issues: [{ code: "unknown_step" }],
			});
			expect(until(146).outcome).toBeNull();
			expect(requestNames(until(146)).at(-1)).toBe("submit");
		});

		test("proves nothing if no time was left to read again", () => {
			const result = runScript({ policy: { ...policy, deadlineMs: 4_000 } }, [
				httpResponse(422),
				...listing,
			]);
			expect(result.outcome?.kind).toBe("uncertain");
		});

		test("proves nothing while a submission may still arrive", () => {
			const lost = [noResponse, httpResponse(404), ...listing, ...listing];
			expect(runScript({ policy }, lost).outcome?.kind).toBe("uncertain");
			const known = {
				...policy,
				maxDeliveryDelayMs: 3_000,
				maxReadStalenessMs: 2_000,
			};
			const result = runScript({ policy: known }, lost);
			expect(result.requests.slice(-2)).toEqual([
				"read_instance 5135",
				"read_history 5145",
			]);
			expect(result.outcome).toMatchObject({
				kind: "invalid",
				issues: [{ code: "unknown_step" }],
			});
		});
	});

	describe("a read that is refused", () => {
		const hidden = httpResponse(404, { error: { code: "X" } });

		test("is repeated twice if it was permitted before, then it proves nothing", () => {
			const before = [unanswered, httpResponse(403)];
			const result = runScript({}, [...before, hidden, hidden, hidden]);
			expect(result.requests).toEqual([
				"read_instance 0",
				"submit 10",
				"read_instance 20",
				"read_instance 155",
				"read_instance 415",
			]);
			expect(result.outcome?.kind).toBe("forbidden");
			const found = readResponse(instance(step([answeredRow(reject)])));
			expect(
				runScript({}, [...before, hidden, hidden, found]).outcome?.kind,
			).toBe("conflict");
		});

		test("is not repeated if it was never permitted", () => {
			const result = runScript({ policy }, [httpResponse(403), hidden]);
			expect(requestNames(result)).toEqual(["submit", "read_instance"]);
			expect(result.outcome?.kind).toBe("forbidden");
		});
	});

	describe("a read with status 200 whose body cannot be used", () => {
		const other = readResponse({
			...instance(step([answeredRow()])),
			id: "9002",
		});
		const bad = httpResponse(200, { data: { id: 1 } });
		const html = httpResponse(200, "<html>");

		test("is repeated twice, then it proves nothing", () => {
			const result = runScript({ policy }, [
				httpResponse(403),
				other,
				bad,
				html,
			]);
			expect(result.requests).toEqual([
				"submit 0",
				"read_instance 10",
				"read_instance 145",
				"read_instance 405",
			]);
			expect(result.outcome?.kind).toBe("forbidden");
			expect(result.attempts.map(({ concluded }) => concluded)).toEqual([
				"refused",
				"unreadable",
				"unreadable",
				"nothing proven: hidden",
			]);
		});

		test("counts no other failure, and starts over in the next read", () => {
			const result = runScript({ policy }, [
				httpResponse(422),
				bad,
				httpResponse(500),
				noResponse,
				bad,
				httpResponse(204),
				unanswered,
				bad,
				bad,
				readResponse(instance(step([answeredRow()]))),
			]);
			expect(result.outcome?.kind).toBe("unchanged");
		});

		test("a readable one in between starts over", () => {
			const result = runScript({ policy, me: null }, [
				httpResponse(403),
				bad,
				httpResponse(200, {}),
				httpResponse(200, { id: 101, login: null, name: null }),
				bad,
				bad,
				unanswered,
			]);
			expect(requestNames(result)).toEqual([
				"submit",
				"read_me",
				"read_me",
				"read_me",
				"read_instance",
				"read_instance",
				"read_instance",
			]);
			expect(result.outcome?.kind).toBe("forbidden");
		});

		test("before the submit it is repeated twice, then the submission is sent", () => {
			const result = runScript({}, [bad, bad, bad, httpResponse(204)]);
			expect(requestNames(result)).toEqual([
				"read_instance",
				"read_instance",
				"read_instance",
				"submit",
			]);
			expect(result.outcome?.kind).toBe("accepted");
		});

		test("a history is repeated twice, then no history shows the step", () => {
			const once = [elsewhere, bad, bad, bad];
			const result = runScript({ policy }, [
				httpResponse(422),
				...once,
				...once,
			]);
			expect(requestNames(result)).toHaveLength(9);
			expect(result.outcome?.kind).toBe("uncertain");
		});

		test("a `me` that cannot be read leaves every row unclear", () => {
			const found = readResponse(instance(step([answeredRow()])));
			const result = runScript({ policy, me: null }, [
				httpResponse(403),
				bad,
				httpResponse(200, { login: "ada@harbor.example" }),
				httpResponse(200, []),
				found,
				bad,
				bad,
				bad,
				found,
			]);
			expect(result.outcome?.kind).toBe("uncertain");
		});
	});

	test("an unreadable history is read again", () => {
		const result = runScript({ policy }, [
			httpResponse(422),
			elsewhere,
			httpResponse(200, { data: {} }),
			readResponse(buildHistory(historyStep([]))),
		]);
		expect(requestNames(result).slice(2)).toEqual([
			"read_history",
			"read_history",
		]);
		expect(result.outcome).toMatchObject({
			kind: "superseded",
			decided_by: [],
		});
	});
});

describe("the outcome that a Signoff server embeds counts", () => {
	const conflict = {
		kind: "conflict",
		on_record: {
			option: reject,
			comment: null,
			submitted_at: "2026-05-01T10:00:00Z",
		},
		differs: ["response_option"],
		attempts: [],
	};
	const superseded = { kind: "superseded", decided_by: [], attempts: [] };
	const forbidden = { kind: "forbidden", reason: null, attempts: [] };

	test.each([
		[422, conflict],
		[422, superseded],
		[403, forbidden],
	])("%i: %o", (status, outcome) => {
		const result = runScript({ policy }, [httpResponse(status, { outcome })]);
		expect(requestNames(result)).toEqual(["submit"]);
		expect(result.outcome).toEqual({ ...outcome, attempts: result.attempts });
		expect(result.attempts[0]?.concluded).toBe(outcome.kind);
	});

	test("in doubt if it is final", () => {
		for (const outcome of [conflict, superseded])
			expect(
				runScript({ policy }, [noResponse, httpResponse(422, { outcome })])
					.outcome?.kind,
			).toBe(outcome.kind);
	});

	test("not in doubt if it may change", () => {
		const result = runScript({ policy }, [
			noResponse,
			httpResponse(403, { outcome: forbidden }),
			readResponse(instance(step([answeredRow()]))),
		]);
		expect(result.outcome?.kind).toBe("accepted");
	});

	test("only if it matches the status", () => {
		const result = runScript({ policy }, [
			httpResponse(404, { outcome: forbidden }),
			unanswered,
		]);
		expect(result.outcome?.kind).toBe("not_found");
	});

	test("for `deferred`: no doubt", () => {
		const outcome = {
			kind: "deferred",
			reason: "unavailable",
			retry_at: "2026-05-01T10:00:00.000Z",
			attempts: [],
		};
		const result = runScript({ policy }, [
			httpResponse(503, { outcome }),
			httpResponse(403),
			unanswered,
		]);
		expect(result.outcome?.kind).toBe("forbidden");
		expect(result.attempts[0]?.concluded).toBe("not recorded");
	});

	test("for `uncertain`: doubt", () => {
		const outcome = {
			kind: "uncertain",
			retry_at: "2026-05-01T10:00:00.000Z",
			attempts: [],
		};
		const result = runScript({ policy }, [httpResponse(504, { outcome })]);
		expect(result.transition.state.in_doubt).toBe(true);
		expect(result.attempts[0]?.concluded).toBe("in doubt");
	});
});
