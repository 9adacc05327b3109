import type { WaitingStep } from "@signoff/sdk";
import type { Theme } from "../../terminal/theme.ts";
import { tableLines } from "./table-lines.ts";

const headings = ["INSTANCE", "STEP", "NAME", "TOOL", "PROJECT", "DUE"];

/** The inbox as a table that fits the width of the terminal. */
export function inboxTable(
	waiting: WaitingStep[],
	hidden: number,
	theme: Theme,
): string[] {
	const note =
		hidden === 0
			? []
			: [
					theme.faint(
						`${hidden === 1 ? "One list or instance" : `${hidden} lists or instances`} could not be read: you may not see all.`,
					),
				];
	if (waiting.length === 0) return ["Nothing is waiting for you.", ...note];
	const rows = waiting.map((step) => ({
		cells: cells(step),
		warning: step.overdue,
	}));
	return [...tableLines(headings, rows, theme), ...note];
}

function cells({
	instance,
	step,
	tool,
	project,
	scope,
	overdue,
}: WaitingStep): string[] {
	const { project_id } = scope;
	const due = step.overdue_at?.slice(0, 10) ?? "";
	const projectCell =
		project_id === undefined ? "" : `${project_id} ${project ?? ""}`.trim();
	return [
		instance.id,
		step.id,
		step.name ?? "",
		tool,
		projectCell,
		overdue ? `overdue ${due}` : due,
	];
}
