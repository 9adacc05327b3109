import { describe, expect, test } from "vitest";
import type { OutcomeKind } from "../outcome/outcome.ts";
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
import { answer, blind, lost, names, play, shows } from "../testing/script.ts";

const unanswered = shows(instance());
const elsewhere = shows(instance(step([], { id: "2" })));
const policy = blind;

describe("a refusal is looked into", () => {
	test.each([400, 402, 403, 404, 405, 409, 410, 413, 415, 422, 451])(
		"%i: our answered row is on record",
		(status) => {
			const played = play({ policy }, [
				answer(status),
				shows(instance(step([answeredRow()]))),
			]);
			expect(names(played)).toEqual(["submit", "read_instance"]);
			expect(played.outcome?.kind).toBe("unchanged");
		},
	);

	test("another answer of ours is a conflict", () => {
		const { outcome } = play({ policy }, [
			answer(422),
			shows(instance(step([answeredRow(reject)]))),
		]);
		expect(outcome).toMatchObject({
			kind: "conflict",
			differs: ["response_option"],
		});
	});

	test("a history that shows that the step ended without us is superseded", () => {
		const played = play({ policy }, [
			answer(422),
			elsewhere,
			shows(history(pastStep([pastRow({ ...grace })]))),
		]);
		expect(names(played)).toEqual(["submit", "read_instance", "read_history"]);
		expect(played.outcome).toMatchObject({
			kind: "superseded",
			decided_by: [{ id: "102", name: "Grace Hopper" }],
		});
	});

	test("a history that shows our answer is on record", () => {
		const read = shows(history(pastStep()));
		expect(play({ policy }, [answer(404), elsewhere, read]).outcome?.kind).toBe(
			"unchanged",
		);
	});

	test("an option that a current step does not list is invalid", () => {
		const read = shows(
			instance(step([row()], { available_response_options: [reject] })),
		);
		expect(play({ policy }, [answer(422), read]).outcome).toMatchObject({
			kind: "invalid",
			issues: [
				{
					code: "option_not_offered",
					path: ["response", "selected_response_option_id"],
				},
			],
		});
		expect(play({ policy }, [answer(403), read]).outcome?.kind).toBe(
			"forbidden",
		);
		expect(play({ policy }, [lost, answer(422), read]).outcome?.kind).toBe(
			"invalid",
		);
	});

	test("where who we are is not known, that is read first, and a fault there is repeated", () => {
		const played = play({ policy, me: null }, [
			answer(422),
			answer(200, {}),
			answer(500),
			answer(200, { id: 101, login: "ADA@harbor.example", name: null }),
			shows(instance(step([answeredRow()]))),
		]);
		expect(names(played)).toEqual([
			"submit",
			"read_me",
			"read_me",
			"read_me",
			"read_instance",
		]);
		expect(played.outcome?.kind).toBe("unchanged");
	});
});

describe("without proof and without doubt", () => {
	test("a 422 is re-read twice, then it is what it says", () => {
		const played = play({ policy }, [
			answer(422, {
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
		expect(played.calls).toEqual([
			"submit 0",
			"read_instance 10",
			"read_instance 145",
			"read_instance 405",
		]);
		expect(played.outcome).toMatchObject({
			kind: "invalid",
			issues: [{ code: "step_busy", path: ["response"], message: "Busy." }],
		});
	});

	test("a 422 whose answer shows only later is still found", () => {
		const played = play({ policy }, [
			answer(422),
			unanswered,
			unanswered,
			shows(instance(step([answeredRow()]))),
		]);
		expect(played.outcome?.kind).toBe("unchanged");
	});

	test.each<[number, OutcomeKind]>([
		[400, "invalid"],
		[403, "forbidden"],
		[404, "not_found"],
		[409, "invalid"],
		[413, "invalid"],
		[415, "invalid"],
	])("a %i is read once, then it is %s", (status, kind) => {
		for (const read of [unanswered, shows(instance(step([]))), answer(403)]) {
			const played = play({ policy }, [answer(status), read]);
			expect(names(played)).toEqual(["submit", "read_instance"]);
			expect(played.outcome?.kind).toBe(kind);
		}
	});

	test("the server's reason is kept", () => {
		const body = { error: { code: "NOPE", message: "Not yours." } };
		const { outcome } = play({ policy }, [answer(403, body), unanswered]);
		expect(outcome).toMatchObject({
			kind: "forbidden",
			reason: { code: "NOPE", message: "Not yours." },
		});
	});

	test("nothing is looked up in a history while the step is current", () => {
		const played = play({ policy }, [answer(403), shows(instance(step([])))]);
		expect(names(played)).not.toContain("read_history");
	});

	test("a history that proves nothing leaves the refusal", () => {
		const empty = shows(history());
		expect(
			play({ policy }, [answer(404), elsewhere, empty]).outcome?.kind,
		).toBe("not_found");
		expect(
			play({ policy }, [answer(404), elsewhere, answer(403)]).outcome?.kind,
		).toBe("not_found");
	});

	test("a read whose answer is not ours to read is made again", () => {
		const other = shows({ ...instance(step([answeredRow()])), id: "9002" });
		const played = play({ policy }, [
			answer(403),
			other,
			answer(200, { data: { id: 1 } }),
			answer(204),
			answer(200, "<html>"),
			unanswered,
		]);
		expect(names(played)).toEqual([
			"submit",
			"read_instance",
			"read_instance",
			"read_instance",
			"read_instance",
			"read_instance",
		]);
		expect(played.outcome?.kind).toBe("forbidden");
		expect(played.attempts.map(({ concluded }) => concluded)).toEqual([
			"refused",
			"unreadable",
			"unreadable",
			"unreadable",
			"unreadable",
			"nothing proven: unanswered",
		]);
	});

	test("a history that cannot be read is asked for again", () => {
		const played = play({ policy }, [
			answer(422),
			elsewhere,
			answer(200, { data: {} }),
			shows(history(pastStep([]))),
		]);
		expect(names(played).slice(2)).toEqual(["read_history", "read_history"]);
		expect(played.outcome).toMatchObject({
			kind: "superseded",
			decided_by: [],
		});
	});
});

describe("a server of ours is taken at its word", () => {
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
		const played = play({ policy }, [answer(status, { outcome })]);
		expect(names(played)).toEqual(["submit"]);
		expect(played.outcome).toEqual({ ...outcome, attempts: played.attempts });
		expect(played.attempts[0]?.concluded).toBe(outcome.kind);
	});

	test("in doubt where it can never change", () => {
		for (const outcome of [conflict, superseded])
			expect(
				play({ policy }, [lost, answer(422, { outcome })]).outcome?.kind,
			).toBe(outcome.kind);
	});

	test("but in doubt not where it may", () => {
		const played = play({ policy }, [
			lost,
			answer(403, { outcome: forbidden }),
			shows(instance(step([answeredRow()]))),
		]);
		expect(played.outcome?.kind).toBe("accepted");
	});

	test("where it fits the status alone", () => {
		const played = play({ policy }, [
			answer(404, { outcome: forbidden }),
			unanswered,
		]);
		expect(played.outcome?.kind).toBe("not_found");
	});

	test("that nothing was recorded: no doubt", () => {
		const outcome = {
			kind: "deferred",
			reason: "unavailable",
			retry_at: "2026-05-01T10:00:00.000Z",
			attempts: [],
		};
		const played = play({ policy }, [
			answer(503, { outcome }),
			answer(403),
			unanswered,
		]);
		expect(played.outcome?.kind).toBe("forbidden");
		expect(played.attempts[0]?.concluded).toBe("not recorded");
	});

	test("that it is uncertain: doubt", () => {
		const outcome = {
			kind: "uncertain",
			retry_at: "2026-05-01T10:00:00.000Z",
			attempts: [],
		};
		const played = play({ policy }, [answer(504, { outcome })]);
		expect(played.step.state.in_doubt).toBe(true);
		expect(played.attempts[0]?.concluded).toBe("in doubt");
	});
});
