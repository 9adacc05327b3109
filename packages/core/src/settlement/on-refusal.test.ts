import { describe, expect, test } from "vitest";
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
	httpResponse,
	noResponse,
	readResponse,
	requestNames,
	runScript,
	withoutPreflight,
} from "../testing/script.ts";

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
		expect(runScript({ policy }, [httpResponse(403), read]).outcome?.kind).toBe(
			"forbidden",
		);
		expect(
			runScript({ policy }, [noResponse, httpResponse(422), read]).outcome
				?.kind,
		).toBe("invalid");
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
	test("a 422 is read twice more, then the refusal is the outcome", () => {
		const result = runScript({ policy }, [
			httpResponse(422, {
				error: {
					code: "X",
					message: "m",
					details: [
						{ reason_code: "STEP_BUSY", message: "Busy.", source: "response" },
					],
				},
			}),
			unanswered,
			unanswered,
			unanswered,
		]);
		expect(result.requests).toEqual([
			"submit 0",
			"read_instance 10",
			"read_instance 145",
			"read_instance 405",
		]);
		expect(result.outcome).toMatchObject({
			kind: "invalid",
			issues: [{ code: "step_busy", path: ["response"], message: "Busy." }],
		});
	});

	test("a 422 whose response is shown late is found", () => {
		const result = runScript({ policy }, [
			httpResponse(422),
			unanswered,
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

	test("a history that proves nothing does not change the refusal", () => {
		const empty = readResponse(buildHistory());
		expect(
			runScript({ policy }, [httpResponse(404), elsewhere, empty]).outcome
				?.kind,
		).toBe("not_found");
		expect(
			runScript({ policy }, [httpResponse(404), elsewhere, httpResponse(403)])
				.outcome?.kind,
		).toBe("not_found");
	});

	test("a read with another or unreadable body is repeated", () => {
		const other = readResponse({
			...instance(step([answeredRow()])),
			id: "9002",
		});
		const result = runScript({ policy }, [
			httpResponse(403),
			other,
			httpResponse(200, { data: { id: 1 } }),
			httpResponse(204),
			httpResponse(200, "<html>"),
			unanswered,
		]);
		expect(requestNames(result)).toEqual([
			"submit",
			"read_instance",
			"read_instance",
			"read_instance",
			"read_instance",
			"read_instance",
		]);
		expect(result.outcome?.kind).toBe("forbidden");
		expect(result.attempts.map(({ concluded }) => concluded)).toEqual([
			"refused",
			"unreadable",
			"unreadable",
			"unreadable",
			"unreadable",
			"nothing proven: unanswered",
		]);
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
