import { expect, test } from "vitest";
import { waitingStep } from "../../../testing/waiting-step.ts";
import { arrange, lineOfRow, tableRows } from "./order.ts";
import { addWaitingSteps } from "./rows.ts";

const rows = addWaitingSteps(
	[],
	Array.from({ length: 9 }, (_, index) => ({
		...waitingStep(String(index), { due: index + 1 }),
		tool: ["RFIs", "Invoices", "Submittals"][index % 3] ?? "",
	})),
	0,
);
const { rows: grouped, groups } = arrange(rows, "urgency", "tool");

test("groups come in the order of their most urgent row, and keep that order within", () => {
	expect(
		groups.map(({ label, start, count }) => [label, start, count]),
	).toEqual([
		["RFIs", 0, 3],
		["Invoices", 3, 3],
		["Submittals", 6, 3],
	]);
	expect(
		grouped.map(({ waitingStep }) => waitingStep.instance.id).join(""),
	).toBe("036147258");
});

test("each part of the table is the same as in the whole table", () => {
	const whole = tableRows(groups, grouped.length, 0, 100);
	expect(whole).toHaveLength(12);
	for (let from = 0; from < 12; from++)
		expect(tableRows(groups, grouped.length, from, 5)).toEqual(
			whole.slice(from, from + 5),
		);
	for (const [line, each] of whole.entries())
		if (each.kind === "row") expect(lineOfRow(groups, each.index)).toBe(line);
	expect(tableRows([], 9, 7, 5)).toEqual([
		{ kind: "row", index: 7 },
		{ kind: "row", index: 8 },
	]);
});
