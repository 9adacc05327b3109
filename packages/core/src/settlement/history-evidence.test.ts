import { describe, expect, test } from "vitest";
import type { HistoryResponse, HistoryStep } from "../contract/history.ts";
import type { ResponseOption } from "../contract/instance.ts";
import type { Me } from "../contract/me.ts";
import {
	approve,
	buildHistory,
	historyRow,
	historyStep,
	onRecord,
	personAda,
	personGrace,
	reject,
	step,
	submission,
} from "../testing/builders.ts";
import { fingerprintStep } from "./current-step.ts";
import { evidenceFromHistory } from "./history-evidence.ts";
import type { StepFingerprint } from "./state.ts";

const fingerprint = fingerprintStep(step());
const nothing = (finding: string) => ({ kind: "nothing", finding });
const open = { ended_at: null };

function proves(
	responses: HistoryResponse[],
	details: Partial<HistoryStep> = {},
	{
		known = null,
		comment = null,
		me = personAda,
	}: {
		known?: StepFingerprint | null;
		comment?: string | null;
		me?: Me | null;
	} = {},
): unknown {
	return evidenceFromHistory(
		buildHistory(historyStep(responses, details)),
		submission({ comment }),
		me,
		known,
		null,
	);
}

const graces = historyRow({ ...personGrace });
const silent = historyRow({ response: null, responded_at: null });
const decided = [{ id: "102", name: "Grace Hopper" }];

describe("a history proves", () => {
	test("that the same or another response is on record", () => {
		expect(proves([historyRow()])).toEqual({
			kind: "same",
			attachments: undefined,
		});
		expect(
			proves([historyRow({ response: "Reject", comment: "No." })]),
		).toEqual({
			kind: "different",
			on_record: onRecord,
			differs: ["response_option", "comment"],
		});
	});

	test("the same while the step has not ended", () => {
		expect(proves([historyRow()], open)).toMatchObject({ kind: "same" });
		expect(proves([silent, historyRow()], open)).toMatchObject({
			kind: "same",
		});
	});

	test("that the same response may be on record if its comment can be a display of ours", () => {
		expect(
			proves([historyRow({ comment: "R&amp;D" })], {}, { comment: "R&D" }),
		).toMatchObject({ kind: "maybe_same", differs: ["comment"] });
		expect(
			proves([historyRow({ comment: "Research" })], {}, { comment: "R&D" }),
		).toMatchObject({ kind: "different", differs: ["comment"] });
	});

	test("that the step ended without us, and who decided", () => {
		for (const rows of [[graces], [graces, silent], [silent, graces]])
			expect(proves(rows)).toEqual({
				kind: "ended_without_us",
				decided_by: decided,
			});
		expect(proves([])).toEqual({ kind: "ended_without_us", decided_by: [] });
	});

	test("that the step ended without us although our row shows a label: only its moment is an answer", () => {
		expect(proves([historyRow({ responded_at: null })])).toEqual({
			kind: "ended_without_us",
			decided_by: [],
		});
	});

	test("who decided, if they are named", () => {
		expect(proves([{ ...graces, name: null }])).toMatchObject({
			decided_by: [{ id: "102", name: "" }],
		});
		expect(proves([{ ...graces, responded_at: null }])).toMatchObject({
			decided_by: [],
		});
		// Without our login, another id is enough, and that row is named.
		expect(
			proves(
				[{ ...graces, login: null }],
				{},
				{
					me: { ...personAda, login: null },
				},
			),
		).toMatchObject({ decided_by: decided });
	});

	test("that a manager overrode the step", () => {
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
});

describe("the labels of a history are mapped", () => {
	const bare = { available_response_options: [] };
	const listed = (...available_response_options: ResponseOption[]) => ({
		available_response_options,
	});

	test("by the options it lists, or by those read while the step was current", () => {
		expect(proves([historyRow()])).toMatchObject({ kind: "same" });
		expect(proves([historyRow()], bare)).toEqual(nothing("unclear"));
		expect(proves([historyRow()], bare, { known: fingerprint })).toMatchObject({
			kind: "same",
		});
	});

	test("with white space around them", () => {
		for (const response of ["Approve ", "\nApprove"])
			expect(proves([historyRow({ response })])).toMatchObject({
				kind: "same",
			});
		expect(proves([historyRow({ response: " Reject" })])).toMatchObject({
			kind: "different",
			on_record: { option: reject },
		});
	});

	test("to none if an option was renamed after the answer", () => {
		const renamed = listed({ ...approve, name: "Accept" }, reject);
		expect(proves([historyRow()], renamed)).toEqual(nothing("unclear"));
		expect(
			proves([historyRow()], renamed, { known: fingerprint }),
		).toMatchObject({ kind: "same" });
	});

	test("to none if two options have the label, unless their types differ", () => {
		const twin = { ...approve, id: "7" };
		expect(proves([historyRow()], listed(approve, twin))).toEqual(
			nothing("unclear"),
		);
		const returned = { ...twin, response_type: "return" };
		expect(proves([historyRow()], listed(approve, returned))).toMatchObject({
			kind: "same",
		});
		expect(
			proves(
				[historyRow({ response_type: "Return" })],
				listed(approve, returned),
			),
		).toMatchObject({ kind: "different", on_record: { option: returned } });
		expect(
			proves([historyRow({ response_type: null })], listed(approve, returned)),
		).toEqual(nothing("unclear"));
	});

	test("to none if the two lists give the label to two options", () => {
		const known = { ...fingerprint, options: [{ ...approve, id: "7" }] };
		expect(proves([historyRow()], {}, { known })).toEqual(nothing("unclear"));
	});
});

describe("a history proves nothing", () => {
	test("while the step has not ended", () => {
		expect(proves([], open)).toEqual(nothing("no_row"));
		expect(proves([graces], open)).toEqual(nothing("no_row"));
		expect(proves([silent], open)).toEqual(nothing("unanswered"));
		expect(proves([graces, silent], open)).toEqual(nothing("unanswered"));
		expect(
			proves([{ ...silent, login: "countess@harbor.example" }], open),
		).toEqual(nothing("not_identified"));
	});

	test("by an answer of this person that maps to no option", () => {
		for (const response of ["Hm.", null, ""]) {
			const odd = historyRow({ response });
			for (const details of [{}, open])
				for (const rows of [[odd], [odd, silent], [graces, odd]])
					expect(proves(rows, details)).toEqual(nothing("unclear"));
		}
	});

	test.each([
		["neither login nor id", { id: null, login: null }],
		["our id and another login", { login: "countess@harbor.example" }],
		["no login and another id", { id: "999", login: null }],
		["an empty login and another id", { id: "999", login: "" }],
		["another login and no id", { ...personGrace, id: null }],
	])("if an answered row has %s: the step may have ended with us", (_, who) => {
		const unclear = historyRow(who);
		for (const details of [{}, open])
			for (const rows of [
				[unclear],
				[graces, unclear],
				[unclear, graces],
				[silent, unclear],
			])
				expect(proves(rows, details)).toEqual(nothing("unclear"));
	});

	test("by an unanswered row that is unclear: it does not keep the step from ending without us", () => {
		const unclear = { ...silent, login: "countess@harbor.example" };
		expect(proves([graces, unclear])).toEqual({
			kind: "ended_without_us",
			decided_by: decided,
		});
	});

	test("if a manager overrode a step with an unclear answer", () => {
		const override = { overridden_by: { id: "9", name: "Manager" } };
		expect(
			proves([historyRow({ login: "countess@harbor.example" })], { override }),
		).toEqual(nothing("unclear"));
	});

	test("without `me`, if a row is answered", () => {
		expect(proves([historyRow()], {}, { me: null })).toEqual(
			nothing("unclear"),
		);
	});
});

describe("a history that does not list the step", () => {
	const current = { id: "2", uuid: "uuid-2" };
	const lists = (rest: Partial<HistoryStep>) =>
		buildHistory(historyStep([], { ...current, ended_at: null, ...rest }));
	const finds = (
		history: ReturnType<typeof buildHistory>,
		known: StepFingerprint | null = null,
		shown: typeof current | null = current,
	) => evidenceFromHistory(history, submission(), personAda, known, shown);

	test("shows that the instance never had it, if it lists the current step by its id", () => {
		expect(finds(lists({}))).toEqual(nothing("not_listed"));
		expect(finds(lists({ uuid: null }))).toEqual(nothing("not_listed"));
	});

	test.each([
		["it lists no step", buildHistory()],
		["the current step has another id there", lists({ id: "777" })],
		["that id belongs to another step", lists({ uuid: "uuid-9" })],
		["the current step has no id there", lists({ id: null })],
	])("shows nothing if %s", (_, history) => {
		expect(finds(history)).toEqual(nothing("hidden"));
	});

	test("shows nothing if the instance has ended, or if the step was read before", () => {
		expect(finds(lists({}), null, null)).toEqual(nothing("hidden"));
		expect(finds(lists({}), fingerprint)).toEqual(nothing("hidden"));
	});
});

describe("rows and steps that cannot be parsed", () => {
	const history = (...responses: unknown[]) => ({
		ended_at: null,
		history: [
			{ type: "ResponseStep", details: "none" },
			{ type: "ResponseStep", details: { id: "1", responses: "none" } },
			{
				type: "ResponseStep",
				details: { ...historyStep(), responses },
			},
		],
	});
	const found = (...responses: unknown[]) =>
		evidenceFromHistory(
			history(...responses),
			submission(),
			personAda,
			null,
			null,
		);

	test.each<[unknown]>([[null], ["a row"], [7], [[]]])(
		"do not affect our row beside them: %j",
		(garbage) => {
			expect(found(garbage, historyRow())).toMatchObject({ kind: "same" });
			expect(found(historyRow({ response: "Reject" }), garbage)).toMatchObject({
				kind: "different",
			});
		},
	);

	test.each<[unknown]>([[null], ["a row"], [7]])(
		"may be our answer: the step did not certainly end without us: %j",
		(garbage) => {
			expect(found(graces, garbage)).toEqual(nothing("unclear"));
			expect(found(garbage)).toEqual(nothing("unclear"));
		},
	);

	test.each<[unknown]>([[1_777_622_400_000], [{ iso: "2026-05-01" }], [true]])(
		"an answer whose moment is %j is an answer",
		(responded_at) => {
			expect(found({ ...historyRow(), responded_at })).toMatchObject({
				kind: "same",
			});
			expect(
				found({ ...historyRow({ response: "Hm." }), responded_at }),
			).toEqual(nothing("unclear"));
		},
	);
});
