import { describe, expect, test } from "vitest";
import type { HistoryResponse } from "../contract/history.ts";
import type { Assignee } from "../contract/instance.ts";
import type { RequestEvent } from "../request/events.ts";
import {
	answeredRow,
	approve,
	buildHistory,
	historyRow,
	historyStep,
	instance,
	personAda,
	personGrace,
	row,
	step,
} from "../testing/builders.ts";
import {
	httpResponse,
	noResponse,
	readResponse,
	repeatUntilFinished,
	requestNames,
	runScript,
	withoutPreflight,
} from "../testing/script.ts";

const policy = withoutPreflight;
const elsewhere = readResponse(instance(step([], { id: "2" })));
const hidden = httpResponse(404, { error: { code: "X" } });
const settle = (events: RequestEvent[], rest = {}) =>
	runScript({ policy: rest }, events);

/** The keys of a row that is ours or another person's: nothing shows which. */
const unclearKeys: [string, Partial<Assignee>][] = [
	["our id with an old login", { login: "old@harbor.example" }],
	["no login and an id of another number space", { id: "900101", login: null }],
	[
		"an empty login and an id of another number space",
		{ id: "900101", login: "" },
	],
	["neither login nor id", { id: null, login: null }],
	["an old login and no id", { id: null, login: "old@harbor.example" }],
];

const answeredBy = (who: Partial<Assignee>) =>
	readResponse(
		instance(
			step([
				{
					...answeredRow(),
					assignee: { ...personAda, required: true, ...who },
				},
			]),
		),
	);
const pastAnswer = (...rows: Partial<HistoryResponse>[]) =>
	readResponse(buildHistory(historyStep(rows.map(historyRow))));

describe.each(unclearKeys)("an answered row with %s", (_, who) => {
	const read = answeredBy(who);

	test("does not prove before the submit that our row was unanswered, or on record", () => {
		const result = settle([read, httpResponse(204)]);
		expect(requestNames(result)).toEqual(["read_instance", "submit"]);
		expect(result.outcome?.kind).toBe("accepted");
		const beside = readResponse(
			instance(
				step([
					row(),
					{
						...answeredRow(),
						assignee: { ...personAda, required: true, ...who },
					},
				]),
			),
		);
		expect(settle([beside, httpResponse(204)]).outcome?.kind).toBe("accepted");
	});

	test("of a step that has ended: the lost answer stays uncertain, and is not superseded", () => {
		const past = pastAnswer({ ...personGrace }, who);
		const result = settle(
			[noResponse, httpResponse(422), elsewhere, past, elsewhere, past],
			policy,
		);
		expect(result.outcome?.kind).toBe("uncertain");
		expect(settle([elsewhere, past, httpResponse(204)]).outcome?.kind).toBe(
			"accepted",
		);
	});

	test.each([400, 403, 404, 409, 422])(
		"after a refusal with %i may be the identical response: uncertain",
		(status) => {
			const twice = settle([httpResponse(status), read, read], policy);
			expect(twice.requests).toEqual([
				"submit 0",
				"read_instance 10",
				"read_instance 5010",
			]);
			expect(twice.outcome?.kind).toBe("uncertain");
			const past = [elsewhere, pastAnswer(who)];
			expect(
				settle([httpResponse(status), ...past, ...past], policy).outcome?.kind,
			).toBe("uncertain");
		},
	);

	test("read before a refusal may be it too, if no further read is answered: uncertain", () => {
		for (const status of [403, 422]) {
			const result = repeatUntilFinished({}, hidden, [
				read,
				httpResponse(status),
			]);
			expect(result.outcome?.kind).toBe("uncertain");
		}
	});

	test("does not matter beside a clear row of ours with the same response", () => {
		const both = readResponse(
			instance(
				step([
					{
						...answeredRow(),
						assignee: { ...personAda, required: true, ...who },
					},
					answeredRow(),
				]),
			),
		);
		expect(settle([both]).outcome?.kind).toBe("unchanged");
	});
});

test("a person whose login has changed is never among those who decided without them", () => {
	const me = { id: "501", login: "new@harbor.example", name: "Ada" };
	const past = pastAnswer({ id: "501", login: "old@harbor.example" });
	const { outcome } = runScript({ policy, me }, [
		noResponse,
		httpResponse(422),
		elsewhere,
		past,
		elsewhere,
		past,
	]);
	expect(outcome?.kind).toBe("uncertain");
});

test("people who share an empty login are told apart by their ids", () => {
	const me = { ...personAda, login: "" };
	const graces = { ...personGrace, login: "" };
	const read = answeredBy(graces);
	expect(runScript({ me }, [read, httpResponse(204)]).outcome?.kind).toBe(
		"accepted",
	);
	expect(
		runScript({ me, policy }, [
			httpResponse(422),
			elsewhere,
			pastAnswer(graces),
		]).outcome,
	).toMatchObject({
		kind: "superseded",
		decided_by: [{ id: "102", name: "Grace Hopper" }],
	});
	expect(runScript({ me }, [answeredBy({ login: "" })]).outcome?.kind).toBe(
		"unchanged",
	);
});

describe("a row with an option, but without the moment of an answer, is unanswered", () => {
	const draft = row({ selected_response_option: approve, comment: null });

	test("the submission is sent, and a 204 is new", () => {
		const result = settle([
			readResponse(instance(step([draft]))),
			httpResponse(204),
		]);
		expect(requestNames(result)).toEqual(["read_instance", "submit"]);
		expect(result.outcome?.kind).toBe("recorded");
	});

	test("a refusal is the outcome", () => {
		const read = readResponse(instance(step([draft])));
		expect(settle([httpResponse(403), read], policy).outcome?.kind).toBe(
			"forbidden",
		);
	});
});

describe("an answered row of ours whose option cannot be read", () => {
	const odd = row({ submitted_at: "2026-05-01T10:00:00Z" });
	const read = readResponse(instance(step([odd])));

	test("may be the identical response", () => {
		expect(settle([read, httpResponse(204)]).outcome?.kind).toBe("accepted");
		expect(settle([httpResponse(422), read, read], policy).outcome?.kind).toBe(
			"uncertain",
		);
	});

	test.each([
		["an unknown label", { response: "Accept" }],
		["no label", { response: null }],
	])("in a history, by %s: uncertain after a refusal", (_, rest) => {
		const past = [elsewhere, pastAnswer(rest)];
		for (const before of [
			[httpResponse(422)],
			[httpResponse(403)],
			[noResponse, httpResponse(404)],
		])
			expect(settle([...before, ...past, ...past], policy).outcome?.kind).toBe(
				"uncertain",
			);
	});

	test("in a history, by a label that two options have: uncertain, unless the type decides", () => {
		const twin = { ...approve, id: "7", response_type: "return" };
		const past = (response_type: string | null) =>
			readResponse(
				buildHistory(
					historyStep([historyRow({ response_type })], {
						available_response_options: [approve, twin],
					}),
				),
			);
		const unclear = [elsewhere, past(null)];
		expect(
			settle([httpResponse(422), ...unclear, ...unclear], policy).outcome?.kind,
		).toBe("uncertain");
		expect(
			settle([httpResponse(422), elsewhere, past("Approve")], policy).outcome
				?.kind,
		).toBe("unchanged");
		expect(
			settle([httpResponse(422), elsewhere, past("RETURN")], policy).outcome
				?.kind,
		).toBe("conflict");
	});
});

describe("labels and instants of a history are read in other formats", () => {
	const lost = [noResponse, httpResponse(422), elsewhere];

	test("a label with white space around it", () => {
		expect(
			settle([...lost, pastAnswer({ response: "Approve " })], policy).outcome
				?.kind,
		).toBe("accepted");
		expect(
			settle([...lost, pastAnswer({ response: "Reject\n" })], policy).outcome
				?.kind,
		).toBe("conflict");
	});

	test.each(["2026-05-01T08:00:00.000Z", "2026-05-01T10:00:00+02:00"])(
		"the start of the step, %s, finds it under another id",
		(started_at) => {
			const past = readResponse(
				buildHistory(historyStep([historyRow()], { id: "555", started_at })),
			);
			const result = settle([readResponse(instance()), ...lost, past]);
			expect(result.outcome?.kind).toBe("recorded");
		},
	);
});

describe("another person's answers", () => {
	const graces = answeredBy(personGrace);

	test("do not stop a refusal from being the outcome", () => {
		expect(settle([httpResponse(403), graces], policy).outcome?.kind).toBe(
			"forbidden",
		);
	});

	test("end a step without us", () => {
		const past = pastAnswer({ ...personGrace }, { responded_at: null });
		expect(
			settle([noResponse, httpResponse(422), elsewhere, past], policy).outcome,
		).toMatchObject({ kind: "superseded", decided_by: [{ id: "102" }] });
	});

	test("an answer without a readable option of theirs does not count as ours", () => {
		const past = pastAnswer({ ...personGrace, response: "Hm." });
		expect(
			settle([httpResponse(422), elsewhere, past], policy).outcome?.kind,
		).toBe("superseded");
	});
});

describe("an instance with a row that cannot be parsed", () => {
	const withRows = (...response_occurrences: unknown[]) =>
		httpResponse(200, {
			data: {
				...instance(),
				current_step_occurrence: { ...step(), response_occurrences },
			},
		});

	test.each<[string, unknown]>([
		["an assignee of null", { ...row(), assignee: null }],
		["no assignee", {}],
		["a row of text", "Ada"],
		["a row of null", null],
	])("%s: is read once, and the other rows prove what they prove", (_, odd) => {
		const result = settle([withRows(odd, row()), httpResponse(204)]);
		expect(result.requests).toEqual(["read_instance 0", "submit 10"]);
		expect(settle([withRows(answeredRow(), odd)]).outcome?.kind).toBe(
			"unchanged",
		);
	});

	test("an answered row without an assignee may be ours", () => {
		const odd = { ...answeredRow(), assignee: null };
		expect(settle([withRows(odd), httpResponse(204)]).outcome?.kind).toBe(
			"accepted",
		);
		expect(
			settle([httpResponse(403), withRows(odd), withRows(odd)], policy).outcome
				?.kind,
		).toBe("uncertain");
	});
});
