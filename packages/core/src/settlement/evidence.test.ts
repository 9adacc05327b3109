import { describe, expect, test } from "vitest";
import type { HistoryResponse } from "../contract/history.ts";
import type { Assignee } from "../contract/instance.ts";
import {
	answeredRow,
	approve,
	buildHistory,
	historyRow,
	historyStep,
	instance,
	onRecord,
	personAda,
	personGrace,
	reject,
	row,
	step,
	submission,
} from "../testing/builders.ts";
import { currentStep, fingerprintStep } from "./current-step.ts";
import { evidenceFromHistory, evidenceFromInstance } from "./evidence.ts";
import { findHistoryStep, mapLabel } from "./history-step.ts";
import { isSamePerson } from "./is-same-person.ts";

const fingerprint = fingerprintStep(step());

test("a fingerprint does not change with the instance", () => {
	const option = { ...approve };
	const options = [option];
	const kept = fingerprintStep(
		step([], { available_response_options: options }),
	);
	option.name = "Something else";
	options.length = 0;
	expect(kept.options).toEqual([approve]);
});

const nothing = (finding: string) => ({ kind: "nothing", finding });

describe("a row is this person's", () => {
	const who = (rest: Partial<Assignee>): Assignee => ({
		...personAda,
		...rest,
	});
	test.each([
		[true, "by login and id", who({}), personAda],
		[
			true,
			"by login, in any case",
			who({ login: "ADA@Harbor.Example" }),
			personAda,
		],
		[true, "by login, with another id", who({ id: "9" }), personAda],
		[false, "not by id if the logins differ", who({ login: "x@y" }), personAda],
		[true, "by id if the row has no login", who({ login: null }), personAda],
		[
			true,
			"by id if the person has no login",
			who({}),
			{ ...personAda, login: null },
		],
		[false, "not by another id", who({ login: null, id: "9" }), personAda],
		[false, "not without either", who({ login: null, id: null }), personAda],
		[
			false,
			"not by a login if the person has none",
			who({ id: null }),
			{ ...personAda, login: null },
		],
	])("%s: %s", (mine, _, row, me) => {
		expect(isSamePerson(row, me)).toBe(mine);
	});
});

describe("an instance proves", () => {
	const proves = (
		rows: ReturnType<typeof row>[],
		response = {},
		rest = {},
	): unknown =>
		evidenceFromInstance(
			instance(step(rows, rest)),
			submission(response),
			personAda,
		);

	test("that the same response is on record, and whether its comment is exactly equal", () => {
		expect(proves([answeredRow()])).toEqual({ kind: "same", exact: true });
		expect(proves([answeredRow(approve, "")])).toEqual({
			kind: "same",
			exact: true,
		});
		expect(proves([answeredRow(approve, "a")], { comment: "a" })).toEqual({
			kind: "same",
			exact: true,
		});
		expect(proves([answeredRow(approve, "a")], { comment: " a\r\n" })).toEqual({
			kind: "same",
			exact: false,
		});
	});

	test("that another response is on record", () => {
		expect(proves([answeredRow(reject)])).toEqual({
			kind: "different",
			on_record: {
				option: reject,
				comment: null,
				submitted_at: "2026-05-01T10:00:00Z",
			},
			differs: ["response_option"],
		});
		expect(proves([answeredRow(approve, "a")])).toMatchObject({
			differs: ["comment"],
		});
		expect(proves([answeredRow(reject, "a")], { comment: "b" })).toMatchObject({
			differs: ["response_option", "comment"],
		});
	});

	test("by any row of the person, first by the same response", () => {
		const both = [answeredRow(reject), row(), answeredRow()];
		expect(proves(both)).toMatchObject({ kind: "same" });
		expect(proves([row(), answeredRow(reject)])).toMatchObject({
			kind: "different",
		});
	});

	test("nothing by another person's row", () => {
		const graces = {
			...answeredRow(),
			assignee: { ...personGrace, required: true },
		};
		expect(proves([graces])).toEqual(nothing("no_row"));
		expect(proves([graces, row()])).toEqual(nothing("unanswered"));
	});

	test("nothing without a response", () => {
		expect(proves([])).toEqual(nothing("no_row"));
		expect(proves([row()])).toEqual(nothing("unanswered"));
	});

	test("nothing by an answered row without a readable option", () => {
		const odd = row({ submitted_at: "2026-05-01T10:00:00Z" });
		expect(proves([odd])).toEqual(nothing("hidden"));
		expect(proves([row(), odd])).toEqual(nothing("hidden"));
	});

	test("that an option is not offered, only if the step lists options", () => {
		const offers = (...available_response_options: (typeof approve)[]) =>
			proves([row()], {}, { available_response_options });
		expect(offers(reject)).toEqual(nothing("not_offered"));
		expect(offers(reject, approve)).toEqual(nothing("unanswered"));
		expect(offers()).toEqual(nothing("unanswered"));
	});

	test("nothing on another step, or without `me`", () => {
		const other = instance(step([answeredRow()], { id: "2" }));
		expect(evidenceFromInstance(other, submission(), personAda)).toEqual(
			nothing("not_current"),
		);
		expect(
			evidenceFromInstance(instance(null), submission(), personAda),
		).toEqual(nothing("not_current"));
		expect(evidenceFromInstance(instance(), submission(), null)).toEqual(
			nothing("hidden"),
		);
	});
});

test("the submission's step is current if the ids are equal", () => {
	expect(currentStep(instance(), submission())).toEqual(step());
	const other = step([], { id: "2" });
	expect(currentStep(instance(other), submission())).toBeNull();
	expect(currentStep(instance(null), submission())).toBeNull();
});

describe("a step is found in a history", () => {
	const found = (
		details: Parameters<typeof historyStep>[1],
		known: typeof fingerprint | null = fingerprint,
	) =>
		findHistoryStep(
			buildHistory(historyStep([], details)),
			submission(),
			known,
		) !== null;

	test.each<
		[
			boolean,
			string,
			Parameters<typeof historyStep>[1],
			typeof fingerprint | null,
		]
	>([
		[true, "by its id", {}, null],
		[
			true,
			"by its id, with an empty fingerprint",
			{},
			{ ...fingerprint, uuid: null },
		],
		[true, "by its id if the history has no uuid", { uuid: null }, fingerprint],
		[false, "not by its id if the uuid differs", { uuid: "x" }, fingerprint],
		[true, "by uuid and start", { id: "9" }, fingerprint],
		[true, "by uuid and start if there is no id", { id: null }, fingerprint],
		[false, "not by uuid and start without a fingerprint", { id: "9" }, null],
		[false, "not by uuid alone", { id: "9", started_at: null }, fingerprint],
		[
			false,
			"not by uuid and another start",
			{ id: "9", started_at: "2026-06-01T08:00:00Z" },
			fingerprint,
		],
		[false, "not by start alone", { id: "9", uuid: "x" }, fingerprint],
		[
			false,
			"not by two missing starts",
			{ id: "9", started_at: null },
			{ ...fingerprint, started_at: null },
		],
		[
			false,
			"not by two missing uuids",
			{ id: "9", uuid: null },
			{ ...fingerprint, uuid: null },
		],
		[false, "not by another id", { id: "9" }, { ...fingerprint, uuid: null }],
	])("%s: %s", (expected, _, details, known) => {
		expect(found(details, known)).toBe(expected);
	});

	test("by id before uuid", () => {
		const again = historyStep([], { id: "9" });
		const past = buildHistory(
			again,
			historyStep(),
			historyStep([], { id: "2", uuid: "b" }),
		);
		expect(findHistoryStep(past, submission(), fingerprint)?.id).toBe("1");
	});

	test("only among response steps that can be parsed", () => {
		const step = historyStep();
		const as = (entry: { type: string | null; details?: unknown }) =>
			findHistoryStep({ ended_at: null, history: [entry] }, submission(), null);
		expect(as({ type: "ResponseStep", details: step })).toEqual(step);
		expect(as({ type: "Action", details: step })).toBeNull();
		expect(as({ type: null, details: step })).toBeNull();
		expect(as({ type: "ResponseStep" })).toBeNull();
		expect(as({ type: "ResponseStep", details: { id: "1" } })).toBeNull();
	});
});

describe("a label", () => {
	const bears = (response: string | null, options: (typeof approve)[]) =>
		mapLabel(historyRow({ response, comment: "c" }), options);

	test("maps to the one known option with this name", () => {
		const answer = {
			option: approve,
			comment: "c",
			submitted_at: "2026-05-01T10:00:00Z",
		};
		expect(bears("Approve", [approve, reject])).toEqual([answer]);
		expect(bears("Approve", [approve, reject, { ...approve }])).toEqual([
			answer,
		]);
	});

	test("maps to no option if none or two have this name", () => {
		expect(bears("Hm.", [approve, reject])).toEqual([]);
		expect(bears("approve", [approve])).toEqual([]);
		expect(bears(null, [approve])).toEqual([]);
		expect(bears("Approve", [approve, { ...approve, id: "7" }])).toEqual([]);
		expect(bears("2000", [approve])).toEqual([]);
	});
});

describe("a history proves", () => {
	const proves = (
		responses: HistoryResponse[],
		details: Parameters<typeof historyStep>[1] = {},
		known: typeof fingerprint | null = null,
	) =>
		evidenceFromHistory(
			buildHistory(historyStep(responses, details)),
			submission(),
			personAda,
			known,
		);

	test("that the same or another response is on record", () => {
		expect(proves([historyRow()])).toEqual({ kind: "same", exact: true });
		expect(
			proves([historyRow({ response: "Reject", comment: "No." })]),
		).toEqual({
			kind: "different",
			on_record: onRecord,
			differs: ["response_option", "comment"],
		});
	});

	test("by the options it lists and those of the fingerprint", () => {
		const bare = { available_response_options: [] };
		expect(proves([historyRow()], bare)).toEqual(nothing("hidden"));
		expect(proves([historyRow()], bare, fingerprint)).toMatchObject({
			kind: "same",
		});
		// The fingerprint has another id for this label than the history: two options have it.
		const relabelled = { ...fingerprint, options: [{ ...approve, id: "7" }] };
		expect(proves([historyRow()], {}, relabelled)).toEqual(nothing("hidden"));
	});

	test("that the step ended without us, and who decided", () => {
		const graces = historyRow({ ...personGrace });
		const silent = historyRow({
			...personAda,
			response: null,
			responded_at: null,
		});
		for (const rows of [[graces], [graces, silent], [silent, graces]])
			expect(proves(rows)).toEqual({
				kind: "ended_without_us",
				decided_by: [{ id: "102", name: "Grace Hopper" }],
			});
		expect(proves([])).toEqual({ kind: "ended_without_us", decided_by: [] });
	});

	test("who decided, if they are named", () => {
		const by = (who: Partial<HistoryResponse>) =>
			proves([historyRow({ ...personGrace, ...who })]);
		expect(by({ name: null })).toMatchObject({
			decided_by: [{ id: "102", name: "" }],
		});
		expect(by({ id: null })).toMatchObject({ decided_by: [] });
		expect(by({ responded_at: null })).toMatchObject({ decided_by: [] });
	});

	test("that a manager overrode the step", () => {
		const graces = historyRow({ ...personGrace });
		const overridden = (
			who: { id: string | null; name: string | null } | null,
		) => proves([graces], { override: { overridden_by: who } });
		expect(overridden({ id: "9", name: "Manager" })).toMatchObject({
			decided_by: [{ id: "9", name: "Manager" }],
		});
		expect(overridden({ id: null, name: "Manager" })).toMatchObject({
			decided_by: [],
		});
		expect(overridden(null)).toMatchObject({
			kind: "ended_without_us",
			decided_by: [],
		});
	});

	test("nothing while the step has not ended", () => {
		const open = { ended_at: null };
		expect(proves([], open)).toEqual(nothing("no_row"));
		expect(proves([historyRow({ ...personGrace })], open)).toEqual(
			nothing("no_row"),
		);
		const silent = historyRow({ response: null, responded_at: null });
		expect(proves([silent], open)).toEqual(nothing("unanswered"));
	});

	test("nothing by a response of this person that maps to no option", () => {
		for (const answer of [
			{ response: "Hm." },
			{ response: null },
			{ response: "Hm.", responded_at: null },
		]) {
			expect(proves([historyRow(answer)])).toEqual(nothing("hidden"));
			expect(proves([historyRow(answer)], { ended_at: null })).toEqual(
				nothing("hidden"),
			);
		}
	});

	test("nothing if a responder has neither login nor id", () => {
		const unidentified = historyRow({ id: null, login: null });
		expect(proves([unidentified])).toEqual(nothing("hidden"));
		expect(proves([historyRow({ ...personGrace }), unidentified])).toEqual(
			nothing("hidden"),
		);
		expect(proves([historyRow({ ...personGrace, id: null })])).toMatchObject({
			kind: "ended_without_us",
		});
		expect(proves([historyRow({ ...personGrace, login: null })])).toMatchObject(
			{
				kind: "ended_without_us",
			},
		);
	});

	test("nothing about a missing step, or without `me`", () => {
		expect(
			evidenceFromHistory(buildHistory(), submission(), personAda, null),
		).toEqual(nothing("hidden"));
		expect(
			evidenceFromHistory(
				buildHistory(historyStep()),
				submission(),
				null,
				null,
			),
		).toEqual(nothing("hidden"));
	});
});
