import { sanitize } from "@signoff/core/validation";
import {
	itemName,
	projectName,
	stepName,
	type WaitingStep,
} from "../../model/waiting-step.ts";
import { fitColumns, formatRow } from "../../terminal/table.ts";
import { formatDueShort } from "./relative-time.ts";
import { type Line, line, span } from "./styled-text.ts";
import type { AppTheme } from "./theme.ts";

/** The least width for tool and project. */
const minWideColumns = 60;

/** Widths are measured over this many steps: thousands would take long. */
const measured = 200;

/** The steps of a batch, one line each: when it is due, step, item, project. */
export function batchItemLines(
	{ items }: { items: readonly { waitingStep: WaitingStep }[] },
	columns: number,
	theme: AppTheme,
	now: number,
): Line[] {
	const cellsOf = columns < minWideColumns ? narrowCells : wideCells;
	const rows = items.map(({ waitingStep }) => cellsOf(waitingStep, now));
	const widths = fitColumns(rows.slice(0, measured), columns);
	return rows.map((row, index) =>
		line(
			span(
				theme.screenReader
					? row.filter((cell) => cell !== "").join(", ")
					: formatRow(row, widths, theme.ellipsis),
				items[index]?.waitingStep.overdue ? "warning" : "plain",
			),
		),
	);
}

/** The item comes first: it is not cut. */
function narrowCells(
	{ step, overdue, instance }: WaitingStep,
	now: number,
): string[] {
	return [
		formatDueShort(step.overdue_at, overdue, now),
		instance.item_id ?? instance.id,
		step.name ?? `Step ${step.id}`,
	].map(sanitize);
}

function wideCells(waitingStep: WaitingStep, now: number): string[] {
	const { step, overdue } = waitingStep;
	return [
		formatDueShort(step.overdue_at, overdue, now),
		stepName(waitingStep),
		itemName(waitingStep),
		projectName(waitingStep) ?? "the company",
	].map(sanitize);
}
