import { expect, test } from "vitest";
import { now, waitingStep } from "../../../testing/waiting-step.ts";
import { filterCondition } from "./filter.ts";
import { addWaitingSteps } from "./rows.ts";

const rows = addWaitingSteps(
	[],
	[
		waitingStep("1", { due: -1, name: "Legal review" }),
		waitingStep("2", { due: 0.1 }),
		{ ...waitingStep("3", { due: 4 }), tool: "Change Events" },
		{ ...waitingStep("4", { due: 30 }), project: "Quay" },
	],
	0,
);

test.each([
	["", "1234"],
	["review", "1234"],
	["legal review", "1"],
	["review legal", "1"],
	["tool:change", "3"],
	['tool:"change events" review', "3"],
	['tool:"change', "3"],
	["project:quay", "4"],
	["overdue", "1"],
	["due:today", "12"],
	["due:week", "123"],
	["due:5d tool:change", "3"],
	["due:5", "123"],
	["due:2026-11-28", "123"],
	["due:", "1234"],
	["due:none", ""],
	["tool:invoices overdue legal", "1"],
	["nothing", ""],
])("%j finds the steps %s", (filter, found) => {
	const matching = rows.filter(filterCondition(filter, now));
	expect(
		matching.map(({ waitingStep }) => waitingStep.instance.id).join(""),
	).toBe(found);
});
