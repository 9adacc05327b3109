import { describe, expect, test } from "vitest";
import {
	ada,
	answeredRow,
	approve,
	grace,
	history,
	historyRow,
	historyStep,
	instance,
	reject,
	row,
	step,
	submission,
} from "../testing/builders.ts";
import { previewOutcome } from "./preview.ts";

const graces = row(
	{
		submitted_at: "2026-05-01T10:00:00Z",
		selected_response_option: reject,
		comment: "No.",
	},
	grace,
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
			previewOutcome(submission(), ada, instance(current), null).would,
		).toBe(would);
	});

	test("a conflict shows what is on record", () => {
		const read = instance(step([answeredRow(reject, "No.")]));
		expect(previewOutcome(submission(), ada, read, null)).toEqual({
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
			previewOutcome(submission(), ada, instance(step([other])), null).would,
		).toBe("recorded");
		const answered = { ...answeredRow(), assignee: other.assignee };
		expect(
			previewOutcome(submission(), ada, instance(step([answered])), null).would,
		).toBe("unchanged");
	});

	test("a row with our id and another login is not ours", () => {
		const other = row({}, { login: "eve@harbor.example" });
		expect(
			previewOutcome(submission(), ada, instance(step([other])), null).would,
		).toBe("forbidden");
	});

	test("a row without id and login is not ours", () => {
		const unidentified = row({}, { id: null, login: null, name: null });
		const me = { id: "null", login: null, name: null };
		expect(
			previewOutcome(submission(), me, instance(step([unidentified])), null)
				.would,
		).toBe("forbidden");
	});

	test("a preview is never an outcome", () => {
		const { would, ...rest } = previewOutcome(
			submission(),
			ada,
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

	test("without a history: superseded, without deciders", () => {
		expect(previewOutcome(submission(), ada, later, null)).toEqual({
			would: "superseded",
			decided_by: [],
			attempts: [],
		});
	});

	test("our response on record: unchanged, or a conflict", () => {
		expect(
			previewOutcome(submission(), ada, later, history(historyStep(), current))
				.would,
		).toBe("unchanged");
		const other = historyStep([
			historyRow({ response: "Reject", comment: "No." }),
		]);
		expect(previewOutcome(submission(), ada, later, history(other))).toEqual({
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
		const past = history(historyStep([historyRow({ ...grace })]));
		expect(previewOutcome(submission(), ada, later, past)).toEqual({
			would: "superseded",
			decided_by: [{ id: "102", name: "Grace Hopper" }],
			attempts: [],
		});
	});

	test("superseded by the manager who overrode them", () => {
		const override = { overridden_by: { id: "9", name: "Manager" } };
		const past = history(historyStep([historyRow({ ...grace })], { override }));
		expect(previewOutcome(submission(), ada, later, past)).toMatchObject({
			would: "superseded",
			decided_by: [{ id: "9", name: "Manager" }],
		});
	});

	test("a response whose label maps to no option does not count", () => {
		const past = history(historyStep([historyRow({ response: "Hm." })]));
		expect(previewOutcome(submission(), ada, later, past).would).toBe(
			"superseded",
		);
	});

	test("a step missing in a history with step occurrence ids never existed", () => {
		expect(
			previewOutcome(submission(), ada, later, history(current)),
		).toMatchObject({
			would: "invalid",
			issues: [{ code: "unknown_step" }],
		});
	});

	test("a history with other ids proves nothing about that", () => {
		const foreign = { ...current, id: "777" };
		for (const past of [
			history(),
			history({ ...foreign, uuid: "u" }),
			history({ ...foreign, started_at: null }),
		])
			expect(previewOutcome(submission(), ada, later, past).would).toBe(
				"superseded",
			);
	});

	test("nor does any history once the instance has ended", () => {
		expect(
			previewOutcome(submission(), ada, instance(null), history()).would,
		).toBe("superseded");
		const past = history(historyStep());
		expect(previewOutcome(submission(), ada, instance(null), past).would).toBe(
			"unchanged",
		);
	});

	test("a response among others is ours by its login", () => {
		const past = history(
			historyStep([
				historyRow({ ...grace, response: "Reject" }),
				historyRow({ id: "999", login: "ADA@harbor.example" }),
			]),
		);
		expect(previewOutcome(submission(), ada, later, past).would).toBe(
			"unchanged",
		);
		expect(approve.name).toBe("Approve");
	});
});
