import { sanitize } from "@signoff/core/validation";
import { line, widths } from "../../terminal/table.ts";
import type { Theme } from "../../terminal/theme.ts";
import type { Waiting } from "./result.ts";

const heads = ["INSTANCE", "STEP", "TOOL", "PROJECT", "DUE"];

/** The inbox as a table that fits the line. */
export function inboxTable(
	waiting: Waiting[],
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
	const rows = waiting.map(cells);
	const columns = widths([heads, ...rows], theme.width);
	const lines = rows.map((row, index) => {
		const text = line(row, columns, theme.ellipsis);
		return waiting[index]?.overdue === true ? theme.warning(text) : text;
	});
	return [
		theme.strong(line(heads, columns, theme.ellipsis)),
		...lines,
		...note,
	];
}

function cells({
	instance,
	step,
	tool,
	project,
	project_id,
	overdue,
}: Waiting): string[] {
	const due = step.overdue_at?.slice(0, 10) ?? "";
	const place =
		project_id === undefined ? "" : `${project_id} ${project ?? ""}`.trim();
	return [
		instance.id,
		step.name ?? step.id,
		tool,
		place,
		overdue ? `overdue ${due}` : due,
	].map(sanitize);
}
