import type { Outcome } from "@signoff/core";
import { expect, test } from "vitest";
import { buildSubmission } from "../../../model/waiting-step.ts";
import { now, waitingStep } from "../../../testing/waiting-step.ts";
import { plainTheme } from "../../ui/theme.ts";
import { newOutcome } from "./state.ts";
import { outcomeLines } from "./view.ts";

const step = waitingStep("1");
const [approve] = step.step.available_response_options;
if (approve === undefined) throw new Error("The step offers nothing.");
const submission = buildSubmission(step, approve, "Fine.");

function textOf(outcome: Outcome, columns: number): string {
	const scene = {
		waitingStep: step,
		outcome: newOutcome({ entryId: null, submission, outcome }),
		now,
		table: null,
	};
	return outcomeLines(scene, columns, plainTheme)
		.map(({ spans }) => spans.map(({ text }) => text).join(""))
		.join("\n");
}

const conflict: Outcome = {
	kind: "conflict",
	attempts: [],
	differs: ["response_option"],
	on_record: {
		option: { id: "2001", name: "Return", response_type: "return" },
		comment: "Fine.",
		submitted_at: new Date(now - 3_600_000).toISOString(),
	},
};

test("both answers of a conflict are beside each other, or below each other if the screen is narrow", () => {
	expect(textOf(conflict, 80)).toMatch(
		/Not recorded +│ On record\nAnswer .*Approve +│ Answer .*Return\n/,
	);
	const narrow = textOf(conflict, 40);
	expect(narrow).not.toContain("│");
	expect(narrow).toMatch(
		/Not recorded\nAnswer .*Approve\n[\s\S]*On record\nAnswer .*Return\n/,
	);
});

test("a step that others have decided shows who", () => {
	const decided_by = [
		{ id: "102", name: "Ben Okri" },
		{ id: "103", name: "" },
	];
	expect(
		textOf({ kind: "superseded", attempts: [], decided_by }, 80),
	).toContain("Decided by Ben Okri, person 103");
});
