import { describe, expect, test } from "vitest";
import type { HistoryResponse, HistoryStep } from "../contract/history.ts";
import {
	answeredRow,
	approve,
	buildHistory,
	historyRow,
	historyStep,
	instance,
	personAda,
	personGrace,
	reject,
	row,
	step,
	submission,
} from "../testing/builders.ts";
import { optionNotOffered } from "../validation/issue.ts";
import { previewOutcome } from "./preview.ts";

const graces = row(
	{
		submitted_at: "2026-05-01T10:00:00Z",
		selected_response_option: reject,
		comment: "No.",
	},
	personGrace,
);

describe("on the current step", () => {
	test.each([
		["recorded", "our row is unanswered", step()],
		["recorded", "another has answered", step([row(), graces])],
		["unchanged", "the same answer is on record", step([answeredRow()])],
		["forbidden", "no row is ours", step([graces])],
		[
			"forbidden",
			"no row is ours and the option is not offered",
			step([], { available_response_options: [] }),
		],
		[
			"invalid",
			"the option is not offered",
			step([row()], { available_response_options: [reject] }),
		],
	])("%s: %s", (would, _, current) => {
		expect(
			previewOutcome(submission(), personAda, instance(current), null).would,
		).toBe(would);
	});

	test("an option that is not offered is named as the issue", () => {
		const read = instance(
			step([row()], { available_response_options: [reject] }),
		);
		expect(previewOutcome(submission(), personAda, read, null)).toEqual({
			would: "invalid",
			issues: [optionNotOffered],
			attempts: [],
		});
	});

	test("without a row of ours, its history decides whether we were removed after a response", () => {
		const read = instance(step([graces]));
		const would = (...steps: HistoryStep[]) =>
			previewOutcome(submission(), personAda, read, buildHistory(...steps))
				.would;
		const open = (rows: HistoryResponse[], rest: Partial<HistoryStep> = {}) =>
			historyStep(rows, { ended_at: null, ...rest });
		expect(would(open([]))).toBe("forbidden");
		expect(would(open([historyRow({ ...personGrace })]))).toBe("forbidden");
		const ours = [historyRow()];
		expect(would(open(ours))).toBe("unchanged");
		expect(would(open(ours, { available_response_options: [] }))).toBe(
			"unchanged",
		);
		expect(would(open(ours, { uuid: "another" }))).toBe("uncertain");
		expect(would(open([historyRow({ login: "eve@harbor.example" })]))).toBe(
			"uncertain",
		);
		expect(would()).toBe("uncertain");
	});

	test("a conflict shows what is on record", () => {
		const read = instance(step([answeredRow(reject, "No.")]));
		expect(previewOutcome(submission(), personAda, read, null)).toEqual({
			would: "conflict",
			on_record: {
				option: reject,
				comment: "No.",
				submitted_at: "2026-05-01T10:00:00Z",
			},
			differs: ["response_option", "comment"],
			attempts: [],
		});
	});

	test("a row with our login is ours, with any id", () => {
		const other = row({}, { id: "999" });
		expect(
			previewOutcome(submission(), personAda, instance(step([other])), null)
				.would,
		).toBe("recorded");
		const answered = { ...answeredRow(), assignee: other.assignee };
		expect(
			previewOutcome(submission(), personAda, instance(step([answered])), null)
				.would,
		).toBe("unchanged");
	});

	test.each([
		["with our id and another login", { login: "eve@harbor.example" }],
		["without id and login", { id: null, login: null, name: null }],
		["without a login, with another id", { id: "999", login: null }],
		["with an empty login and another id", { id: "999", login: "" }],
	])("a row %s may be ours: the reads cannot decide", (_, who) => {
		for (const unclear of [
			row({}, who),
			{ ...answeredRow(), assignee: { ...row().assignee, ...who } },
		])
			expect(
				previewOutcome(
					submission(),
					personAda,
					instance(step([unclear])),
					null,
				),
			).toEqual({ would: "uncertain", attempts: [] });
	});

	test("an unclear row beside our unanswered one counts only if it is answered", () => {
		const who = { login: "eve@harbor.example" };
		const would = (other: ReturnType<typeof row>) =>
			previewOutcome(
				submission(),
				personAda,
				instance(step([row(), other])),
				null,
			).would;
		expect(would(row({}, who))).toBe("recorded");
		expect(
			would({ ...answeredRow(), assignee: { ...row().assignee, ...who } }),
		).toBe("uncertain");
	});

	test("white space around a comment does not count, a display of it may be the same", () => {
		const would = (shown: string | null, comment: string) =>
			previewOutcome(
				submission({ comment }),
				personAda,
				instance(step([answeredRow(approve, shown)])),
				null,
			).would;
		expect(would("Fine.", " Fine. \r\n")).toBe("unchanged");
		expect(would("R&amp;D ok", "R&D ok")).toBe("uncertain");
		expect(would(null, "R&D ok")).toBe("uncertain");
		expect(would("No.", "R&D ok")).toBe("conflict");
		expect(would("No.", "")).toBe("conflict");
	});

	test("whether a step without a list of options offers this one, the reads cannot decide", () => {
		const silent = step([row()], { available_response_options: [] });
		expect(
			previewOutcome(submission(), personAda, instance(silent), null).would,
		).toBe("uncertain");
	});

	test("a preview is never an outcome", () => {
		const { would, ...rest } = previewOutcome(
			submission(),
			personAda,
			instance(),
			null,
		);
		expect(would).toBe("recorded");
		expect(rest).toEqual({ attempts: [] });
	});
});

describe("on another step", () => {
	const later = instance(step([], { id: "2", step_uuid: "uuid-2" }));
	const current = historyStep([], {
		id: "2",
		uuid: "uuid-2",
		ended_at: null,
	});

	test("without a history the reads cannot decide", () => {
		for (const read of [later, instance(null)])
			expect(previewOutcome(submission(), personAda, read, null)).toEqual({
				would: "uncertain",
				attempts: [],
			});
	});

	test("our response on record: unchanged, or a conflict", () => {
		expect(
			previewOutcome(
				submission(),
				personAda,
				later,
				buildHistory(historyStep(), current),
			).would,
		).toBe("unchanged");
		const other = historyStep([
			historyRow({ response: "Reject", comment: "No." }),
		]);
		expect(
			previewOutcome(submission(), personAda, later, buildHistory(other)),
		).toEqual({
			would: "conflict",
			on_record: {
				option: reject,
				comment: "No.",
				submitted_at: "2026-05-01T10:00:00Z",
			},
			differs: ["response_option", "comment"],
			attempts: [],
		});
	});

	test("superseded by those who responded", () => {
		const past = buildHistory(historyStep([historyRow({ ...personGrace })]));
		expect(previewOutcome(submission(), personAda, later, past)).toEqual({
			would: "superseded",
			decided_by: [{ id: "102", name: "Grace Hopper" }],
			attempts: [],
		});
	});

	test("superseded by the manager who overrode them", () => {
		const override = { overridden_by: { id: "9", name: "Manager" } };
		const past = buildHistory(
			historyStep([historyRow({ ...personGrace })], { override }),
		);
		expect(previewOutcome(submission(), personAda, later, past)).toMatchObject({
			would: "superseded",
			decided_by: [{ id: "9", name: "Manager" }],
		});
	});

	test.each([
		["whose label maps to no option", { response: "Hm." }],
		["without a label", { response: null }],
		["of our id and another login", { login: "eve@harbor.example" }],
		["whose comment can be a display of ours", { comment: null }],
	])("a response %s may be the same: the reads cannot decide", (_, rest) => {
		const past = buildHistory(historyStep([historyRow(rest)]));
		expect(
			previewOutcome(submission({ comment: "R&D" }), personAda, later, past),
		).toEqual({ would: "uncertain", attempts: [] });
	});

	test("our label in the history's own list is our response, also with white space", () => {
		for (const response of ["Approve", "Approve "])
			expect(
				previewOutcome(
					submission(),
					personAda,
					later,
					buildHistory(historyStep([historyRow({ response })])),
				).would,
			).toBe("unchanged");
	});

	test("a step missing in a history with step occurrence ids never existed", () => {
		expect(
			previewOutcome(submission(), personAda, later, buildHistory(current)),
		).toMatchObject({
			would: "invalid",
			issues: [{ code: "unknown_step" }],
		});
	});

	test("a history with other ids proves nothing about that", () => {
		for (const past of [
			buildHistory(),
			buildHistory({ ...current, id: "777", uuid: "u" }),
			buildHistory({ ...current, uuid: "u" }),
		])
			expect(previewOutcome(submission(), personAda, later, past).would).toBe(
				"uncertain",
			);
	});

	test("a history that shows the step without an end contradicts the instance: the reads cannot decide", () => {
		const silent = historyRow({ response: null, responded_at: null });
		for (const rows of [[], [silent], [historyRow({ ...personGrace })]])
			for (const read of [later, instance(null)])
				expect(
					previewOutcome(
						submission(),
						personAda,
						read,
						buildHistory(historyStep(rows, { ended_at: null }), current),
					),
				).toEqual({ would: "uncertain", attempts: [] });
	});

	test("nor does any history once the instance has ended", () => {
		for (const past of [buildHistory(), buildHistory(current)])
			expect(
				previewOutcome(submission(), personAda, instance(null), past).would,
			).toBe("uncertain");
		const past = buildHistory(historyStep());
		expect(
			previewOutcome(submission(), personAda, instance(null), past).would,
		).toBe("unchanged");
	});

	test("a response among others is ours by its login", () => {
		const past = buildHistory(
			historyStep([
				historyRow({ ...personGrace, response: "Reject" }),
				historyRow({ id: "999", login: "ADA@harbor.example" }),
			]),
		);
		expect(previewOutcome(submission(), personAda, later, past).would).toBe(
			"unchanged",
		);
		expect(approve.name).toBe("Approve");
	});
});
