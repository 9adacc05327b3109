import { describe, expect, test } from "vitest";
import type { HistoryResponse } from "../contract/history.ts";
import type { Assignee } from "../contract/instance.ts";
import {
	ada,
	answeredRow,
	approve,
	grace,
	history,
	historyRow,
	historyStep,
	instance,
	onRecord,
	reject,
	row,
	step,
	submission,
} from "../testing/builders.ts";
import { currentStep, fingerprintOf } from "./current-step.ts";
import { evidenceFromHistory } from "./history-evidence.ts";
import { findHistoryStep, mapLabel } from "./history-step.ts";
import { evidenceFromInstance } from "./instance-evidence.ts";
import { isSamePerson } from "./is-same-person.ts";

const fingerprint = fingerprintOf(step());

test("what was learnt stays, whatever becomes of the instance", () => {
	const option = { ...approve };
	const options = [option];
	const kept = fingerprintOf(step([], { available_response_options: options }));
	option.name = "Something else";
	options.length = 0;
	expect(kept.options).toEqual([approve]);
});

const nothing = (finding: string) => ({ kind: "nothing", finding });

describe("a row is ours", () => {
	const who = (rest: Partial<Assignee>): Assignee => ({ ...ada, ...rest });
	test.each([
		[true, "by login and id", who({}), ada],
		[true, "by login, in any case", who({ login: "ADA@Harbor.Example" }), ada],
		[true, "by login, whatever the id", who({ id: "9" }), ada],
		[false, "not by id where the logins differ", who({ login: "x@y" }), ada],
		[true, "by id where the row has no login", who({ login: null }), ada],
		[true, "by id where we have no login", who({}), { ...ada, login: null }],
		[false, "not by another id", who({ login: null, id: "9" }), ada],
		[false, "not without either", who({ login: null, id: null }), ada],
		[
			false,
			"not by a login alone that we cannot compare",
			who({ id: null }),
			{ ...ada, login: null },
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
		evidenceFromInstance(instance(step(rows, rest)), submission(response), ada);

	test("that the same answer is on record, and whether it is so to the letter", () => {
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

	test("that another one is", () => {
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

	test("by any row of ours, the same one first", () => {
		const both = [answeredRow(reject), row(), answeredRow()];
		expect(proves(both)).toMatchObject({ kind: "same" });
		expect(proves([row(), answeredRow(reject)])).toMatchObject({
			kind: "different",
		});
	});

	test("nothing by another's row", () => {
		const graces = { ...answeredRow(), assignee: { ...grace, required: true } };
		expect(proves([graces])).toEqual(nothing("no_row"));
		expect(proves([graces, row()])).toEqual(nothing("unanswered"));
	});

	test("nothing by an empty place", () => {
		expect(proves([])).toEqual(nothing("no_row"));
		expect(proves([row()])).toEqual(nothing("unanswered"));
	});

	test("nothing by a row that is answered in a way we cannot read", () => {
		const odd = row({ submitted_at: "2026-05-01T10:00:00Z" });
		expect(proves([odd])).toEqual(nothing("hidden"));
		expect(proves([row(), odd])).toEqual(nothing("hidden"));
	});

	test("that an option is not offered, only where some are", () => {
		const offers = (...available_response_options: (typeof approve)[]) =>
			proves([row()], {}, { available_response_options });
		expect(offers(reject)).toEqual(nothing("not_offered"));
		expect(offers(reject, approve)).toEqual(nothing("unanswered"));
		expect(offers()).toEqual(nothing("unanswered"));
	});

	test("nothing on another step, or for somebody unknown", () => {
		const other = instance(step([answeredRow()], { id: "2" }));
		expect(evidenceFromInstance(other, submission(), ada)).toEqual(
			nothing("not_current"),
		);
		expect(evidenceFromInstance(instance(null), submission(), ada)).toEqual(
			nothing("not_current"),
		);
		expect(evidenceFromInstance(instance(), submission(), null)).toEqual(
			nothing("hidden"),
		);
	});
});

test("the submission's step is the current one by its id", () => {
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
		findHistoryStep(history(historyStep([], details)), submission(), known) !==
		null;

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
			"by its id, with nothing learnt to speak of",
			{},
			{ ...fingerprint, uuid: null },
		],
		[
			true,
			"by its id, where the history has no uuid",
			{ uuid: null },
			fingerprint,
		],
		[
			false,
			"not by its id, where the uuid is another",
			{ uuid: "x" },
			fingerprint,
		],
		[true, "by uuid and start", { id: "9" }, fingerprint],
		[
			true,
			"by uuid and start, where there is no id",
			{ id: null },
			fingerprint,
		],
		[
			false,
			"not by uuid and start where nothing was learnt",
			{ id: "9" },
			null,
		],
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
			"not by two starts unknown",
			{ id: "9", started_at: null },
			{ ...fingerprint, started_at: null },
		],
		[
			false,
			"not by two uuids unknown",
			{ id: "9", uuid: null },
			{ ...fingerprint, uuid: null },
		],
		[false, "not by another id", { id: "9" }, { ...fingerprint, uuid: null }],
	])("%s: %s", (expected, _, details, known) => {
		expect(found(details, known)).toBe(expected);
	});

	test("among others, the one with its id before the one with its uuid", () => {
		const again = historyStep([], { id: "9" });
		const past = history(
			again,
			historyStep(),
			historyStep([], { id: "2", uuid: "b" }),
		);
		expect(findHistoryStep(past, submission(), fingerprint)?.id).toBe("1");
	});

	test("only in steps that were answered, and can be read", () => {
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

	test("counts where one known option bears it", () => {
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

	test("counts for nothing where none does, or two do", () => {
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
			history(historyStep(responses, details)),
			submission(),
			ada,
			known,
		);

	test("that our answer is on record, or another one", () => {
		expect(proves([historyRow()])).toEqual({ kind: "same", exact: true });
		expect(
			proves([historyRow({ response: "Reject", comment: "No." })]),
		).toEqual({
			kind: "different",
			on_record: onRecord,
			differs: ["response_option", "comment"],
		});
	});

	test("by the options it lists, and by those learnt before", () => {
		const bare = { available_response_options: [] };
		expect(proves([historyRow()], bare)).toEqual(nothing("hidden"));
		expect(proves([historyRow()], bare, fingerprint)).toMatchObject({
			kind: "same",
		});
		// Learnt under that label another id than the history lists: two options bear it.
		const relabelled = { ...fingerprint, options: [{ ...approve, id: "7" }] };
		expect(proves([historyRow()], {}, relabelled)).toEqual(nothing("hidden"));
	});

	test("that the step ended without us, and who decided", () => {
		const graces = historyRow({ ...grace });
		const silent = historyRow({
			...ada,
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

	test("who decided, as far as named", () => {
		const by = (who: Partial<HistoryResponse>) =>
			proves([historyRow({ ...grace, ...who })]);
		expect(by({ name: null })).toMatchObject({
			decided_by: [{ id: "102", name: "" }],
		});
		expect(by({ id: null })).toMatchObject({ decided_by: [] });
		expect(by({ responded_at: null })).toMatchObject({ decided_by: [] });
	});

	test("that a manager decided instead", () => {
		const graces = historyRow({ ...grace });
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

	test("nothing while the step is open", () => {
		const open = { ended_at: null };
		expect(proves([], open)).toEqual(nothing("no_row"));
		expect(proves([historyRow({ ...grace })], open)).toEqual(nothing("no_row"));
		const silent = historyRow({ response: null, responded_at: null });
		expect(proves([silent], open)).toEqual(nothing("unanswered"));
	});

	test("nothing by an answer of ours that maps to no option", () => {
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

	test("nothing where somebody answered whom nothing names", () => {
		const nobody = historyRow({ id: null, login: null });
		expect(proves([nobody])).toEqual(nothing("hidden"));
		expect(proves([historyRow({ ...grace }), nobody])).toEqual(
			nothing("hidden"),
		);
		expect(proves([historyRow({ ...grace, id: null })])).toMatchObject({
			kind: "ended_without_us",
		});
		expect(proves([historyRow({ ...grace, login: null })])).toMatchObject({
			kind: "ended_without_us",
		});
	});

	test("nothing about a step it does not show, or for somebody unknown", () => {
		expect(evidenceFromHistory(history(), submission(), ada, null)).toEqual(
			nothing("hidden"),
		);
		expect(
			evidenceFromHistory(history(historyStep()), submission(), null, null),
		).toEqual(nothing("hidden"));
	});
});
