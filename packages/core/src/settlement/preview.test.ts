import { describe, expect, test } from "vitest";
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

	test("a row with our id and another login is not ours", () => {
		const other = row({}, { login: "eve@harbor.example" });
		expect(
			previewOutcome(submission(), personAda, instance(step([other])), null)
				.would,
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

	test("without a history: superseded, without deciders", () => {
		expect(previewOutcome(submission(), personAda, later, null)).toEqual({
			would: "superseded",
			decided_by: [],
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

	test("a response whose label maps to no option does not count", () => {
		const past = buildHistory(historyStep([historyRow({ response: "Hm." })]));
		expect(previewOutcome(submission(), personAda, later, past).would).toBe(
			"superseded",
		);
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
		const foreign = { ...current, id: "777" };
		for (const past of [
			buildHistory(),
			buildHistory({ ...foreign, uuid: "u" }),
			buildHistory({ ...foreign, started_at: null }),
		])
			expect(previewOutcome(submission(), personAda, later, past).would).toBe(
				"superseded",
			);
	});

	test("nor does any history once the instance has ended", () => {
		expect(
			previewOutcome(submission(), personAda, instance(null), buildHistory())
				.would,
		).toBe("superseded");
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
