import { describe, expect, test } from "vitest";
import type { Assignee, StepOccurrence } from "../contract/instance.ts";
import {
	answeredRow,
	approve,
	instance,
	onRecord,
	personAda,
	personGrace,
	reject,
	row,
	step,
	submission,
} from "../testing/builders.ts";
import { copyStep, currentStep, fingerprintStep } from "./current-step.ts";
import { evidenceFromInstance } from "./evidence.ts";

const nothing = (finding: string) => ({ kind: "nothing", finding });

/** An answered row of a person with these keys. */
const answeredBy = (
	who: Partial<Assignee>,
	option = approve,
	comment: string | null = null,
) => ({
	...answeredRow(option, comment),
	assignee: { ...personAda, required: true, ...who },
});
const graces = answeredBy(personGrace);
/** Its login differs, its id is equal. */
const renamed = { login: "countess@harbor.example" };

const proves = (
	rows: ReturnType<typeof row>[],
	response = {},
	rest: Partial<StepOccurrence> = {},
): unknown =>
	evidenceFromInstance(
		instance(step(rows, rest)),
		submission(response),
		personAda,
	);

test("the copy of a step does not change with it", () => {
	const option = { ...approve };
	const options = [option];
	const kept = fingerprintStep(
		copyStep(step([], { available_response_options: options })),
	);
	option.name = "Something else";
	options.length = 0;
	expect(kept.options).toEqual([approve]);
});

test("the submission's step is current if the ids are equal", () => {
	expect(currentStep(instance(), submission())).toEqual(step());
	const other = step([], { id: "2" });
	expect(currentStep(instance(other), submission())).toBeNull();
	expect(currentStep(instance(null), submission())).toBeNull();
});

describe("an instance proves", () => {
	test("that the same response is on record, if its comment is equal after trim, line ends and NFC", () => {
		const same = { kind: "same", attachments: undefined };
		expect(proves([answeredRow()])).toEqual(same);
		expect(proves([answeredRow(approve, "")])).toEqual(same);
		expect(proves([answeredRow(approve, "a")], { comment: "a" })).toEqual(same);
		expect(proves([answeredRow(approve, "a")], { comment: " a\r\n" })).toEqual(
			same,
		);
		expect(
			proves([answeredRow(approve, "e\u0301")], { comment: "\u00e9" }),
		).toEqual(same);
	});

	test("with the files that it shows", () => {
		const attachments = [{ name: "a.pdf", url: "https://files.example/a" }];
		expect(proves([{ ...answeredRow(), attachments }])).toEqual({
			kind: "same",
			attachments,
		});
	});

	test("that another response is on record", () => {
		expect(proves([answeredRow(reject)])).toEqual({
			kind: "different",
			on_record: { ...onRecord, comment: null },
			differs: ["response_option"],
		});
		expect(proves([answeredRow(approve, "a")])).toMatchObject({
			kind: "different",
			differs: ["comment"],
		});
		expect(proves([answeredRow(reject, "a")], { comment: "b" })).toMatchObject({
			kind: "different",
			differs: ["response_option", "comment"],
		});
	});

	test.each([
		["R&amp;D ok", ["response_option"]],
		["R&D…", ["response_option"]],
		["R&D ok", ["response_option"]],
		["No.", ["response_option", "comment"]],
		// Without a shown comment there is nothing that can be a display of the submitted one.
		[null, ["response_option", "comment"]],
		["", ["response_option", "comment"]],
	])(
		"that another option is on record, with a comment shown as %j: %j",
		(shown, differs) => {
			expect(
				proves([answeredRow(reject, shown)], { comment: "R&D ok" }),
			).toMatchObject({ kind: "different", differs });
		},
	);

	test.each([
		["escaped", "R&amp;D ok", "R&D ok"],
		["tagged", "<p>Fine</p>", "Fine"],
		["folded", "Fine by me", "Fine\n  by me"],
		["with spaces that do not break", "Fine\u00a0by me", "Fine by me"],
		["without invisible characters", "Fine", "Fi\u200bne"],
		["in compatibility form", "fine", "\ufb01ne"],
		["without emoji", "Fine", "Fine \u{1f44d}"],
		["cut", "Fine by…", "Fine by me"],
		["not at all", null, "Fine by me"],
	])(
		"that the same response may be on record: its comment is shown %s",
		(_, shown, comment) => {
			expect(proves([answeredRow(approve, shown)], { comment })).toEqual({
				kind: "maybe_same",
				on_record: { ...onRecord, option: approve, comment: shown },
				differs: ["comment"],
			});
		},
	);

	test("by any row of the person, first by the same response", () => {
		for (const both of [
			[answeredRow(reject), row(), answeredRow()],
			[answeredRow(), answeredRow(reject), row()],
		])
			expect(proves(both)).toMatchObject({ kind: "same" });
		for (const rows of [
			[row(), answeredRow(reject)],
			[answeredRow(reject), row()],
		])
			expect(proves(rows)).toMatchObject({ kind: "different" });
		expect(
			proves([answeredRow(approve, "a"), answeredRow(approve, "ab")], {
				comment: "ab",
			}),
		).toMatchObject({ kind: "same" });
	});

	test("the same response by a clear row, with unclear ones beside it", () => {
		const unclear = answeredBy(renamed, reject);
		for (const rows of [
			[unclear, answeredRow()],
			[answeredRow(), unclear],
		])
			expect(proves(rows)).toMatchObject({ kind: "same" });
	});
});

describe("an instance shows that this person's row is unanswered", () => {
	test.each([
		["alone", [row()]],
		["beside another person's answer", [graces, row()]],
		["twice", [row(), row()]],
		["beside an unanswered row that is unclear", [row({}, renamed), row()]],
		[
			"with an option, but without the moment of an answer",
			[row({ selected_response_option: approve, comment: "Fine." })],
		],
	])("%s", (_, rows) => {
		expect(proves(rows)).toEqual(nothing("unanswered"));
	});

	test("also if the step lists no options", () => {
		expect(proves([row()], {}, { available_response_options: [] })).toEqual(
			nothing("unanswered"),
		);
	});
});

describe("an instance proves nothing", () => {
	test("by another person's row", () => {
		expect(proves([graces])).toEqual(nothing("no_row"));
		expect(proves([])).toEqual(nothing("no_row"));
	});

	test.each([
		["of our id with another login", renamed],
		[
			"of our id without `me`'s login, which has another id",
			{ login: null, id: "9" },
		],
		["of an empty login and another id", { login: "", id: "9" }],
		["without login and id", { login: null, id: null }],
		["of another login without an id", { ...personGrace, id: null }],
	])("by an answered row %s", (_, who) => {
		for (const option of [approve, reject]) {
			const unclear = answeredBy(who, option);
			for (const rows of [
				[unclear],
				[unclear, row()],
				[row(), unclear],
				[graces, unclear],
			])
				expect(proves(rows)).toEqual(nothing("unclear"));
		}
		expect(proves([row({}, who)])).toEqual(nothing("not_identified"));
		expect(proves([graces, row({}, who)])).toEqual(nothing("not_identified"));
	});

	test("about people who have an empty login, like this one", () => {
		const me = { ...personAda, login: "" };
		const hers = answeredBy({ ...personGrace, login: "" });
		expect(
			evidenceFromInstance(instance(step([hers])), submission(), me),
		).toEqual(nothing("no_row"));
	});

	test("by an answered row of ours without a readable option", () => {
		const odd = row({ submitted_at: "2026-05-01T10:00:00Z" });
		for (const rows of [[odd], [row(), odd], [odd, row()]])
			expect(proves(rows)).toEqual(nothing("unclear"));
		expect(proves([odd, answeredRow()])).toMatchObject({ kind: "same" });
	});

	test("on another step", () => {
		const other = instance(step([answeredRow()], { id: "2" }));
		expect(evidenceFromInstance(other, submission(), personAda)).toEqual(
			nothing("not_current"),
		);
		expect(
			evidenceFromInstance(instance(null), submission(), personAda),
		).toEqual(nothing("not_current"));
	});

	test("without `me`", () => {
		const without = (...rows: ReturnType<typeof row>[]) =>
			evidenceFromInstance(instance(step(rows)), submission(), null);
		expect(without(row())).toEqual(nothing("not_identified"));
		expect(without(answeredRow())).toEqual(nothing("unclear"));
		expect(without(answeredRow(reject), row())).toEqual(nothing("unclear"));
		expect(without()).toEqual(nothing("no_row"));
	});
});

describe("an instance proves that an option is not offered", () => {
	const offers = (
		rows: ReturnType<typeof row>[],
		...available_response_options: (typeof approve)[]
	) => proves(rows, {}, { available_response_options });

	test("only if the step lists options", () => {
		expect(offers([row()], reject)).toEqual({ kind: "not_offered" });
		expect(offers([row()], reject, approve)).toEqual(nothing("unanswered"));
		expect(offers([row()])).toEqual(nothing("unanswered"));
	});

	test("also if an answered row may be ours", () => {
		expect(offers([answeredBy(renamed)], reject)).toEqual({
			kind: "not_offered",
		});
		expect(offers([answeredBy(renamed)], reject, approve)).toEqual(
			nothing("unclear"),
		);
	});

	test("by its id, not by its name", () => {
		expect(offers([row()], { ...approve, id: "7" })).toEqual({
			kind: "not_offered",
		});
		expect(offers([row()], { ...reject, id: approve.id })).toEqual(
			nothing("unanswered"),
		);
	});

	test("but not before our answered row, and not to a person without a row", () => {
		expect(offers([answeredRow()], reject)).toMatchObject({ kind: "same" });
		expect(offers([graces], reject)).toEqual(nothing("no_row"));
	});
});
