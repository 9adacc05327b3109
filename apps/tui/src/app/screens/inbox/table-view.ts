import { sanitize } from "@signoff/core/validation";
import {
	itemName,
	projectName,
	stepName,
	type WaitingStep,
} from "../../../model/waiting-step.ts";
import { fitColumns, formatRow } from "../../../terminal/table.ts";
import { formatDue, formatDueShort } from "../../ui/relative-time.ts";
import { type Line, line, span, type Tone } from "../../ui/styled-text.ts";
import type { AppTheme } from "../../ui/theme.ts";
import { companyItself } from "./copy.ts";
import { selectedIds } from "./marks.ts";
import { type RowGroup, tableRows } from "./order.ts";
import type { RowMarks } from "./row-marks.ts";
import { cachedLoadId, type Row } from "./rows.ts";
import type { InboxState } from "./state.ts";
import { inboxTheme } from "./theme.ts";

/**
 * The head and the visible rows. Only visible rows are built. A mark replaces the due time.
 *
 * @param height the number of rows on the screen
 * @param now Unix milliseconds
 */
export function tableLines(
	inbox: InboxState,
	marks: RowMarks,
	height: number,
	columns: number,
	theme: AppTheme,
	now: number,
): Line[] {
	const { filtered, groups, top, cursor } = inbox;
	const wide = columns >= inboxTheme.wide;
	const heads = wide ? inboxTheme.heads.wide : inboxTheme.heads.narrow;
	const visible = tableRows(groups, filtered.length, top, height);
	const cells = new Map<string, string[]>(
		visible.flatMap((each) => {
			const row = each.kind === "row" ? filtered[each.index] : undefined;
			if (row === undefined) return [];
			const { id, waitingStep } = row;
			const [due = "", ...others] = wide
				? wideCells(waitingStep, now)
				: narrowCells(waitingStep, now);
			return [[row.id, [marks.get(id)?.text ?? due, ...others]]];
		}),
	);
	const selection = selectedIds(inbox);
	const mark = theme.glyphs.cursor;
	const marked = `${theme.glyphs.marked} `;
	const gutter = mark.length + (selection.size > 0 ? marked.length : 0);
	const widths = fitColumns([heads, ...cells.values()], columns - gutter);
	const rows = visible.map((each): Line => {
		if (each.kind === "heading") return headingLine(each.group, theme);
		const row = filtered[each.index];
		const selected = each.index === cursor;
		const isMarked = row !== undefined && selection.has(row.id);
		const text = formatRow(
			cells.get(row?.id ?? "") ?? [],
			widths,
			theme.ellipsis,
		);
		return {
			spans: [
				span(selected ? mark : "  ", "strong"),
				...(selection.size === 0
					? []
					: [span(isMarked ? marked : "  ", "good")]),
				span(text, toneOf(row, marks)),
			],
			selected,
		};
	});
	const head = formatRow(heads, widths, theme.ellipsis);
	return [line(span(`${" ".repeat(gutter)}${head}`, "faint")), ...rows];
}

function headingLine({ label, count }: RowGroup, { glyphs }: AppTheme): Line {
	return line(
		span(label, "strong"),
		span(`${glyphs.separator}${count}`, "faint"),
	);
}

/** A row that only an earlier run of the app has read is faint. */
function toneOf(row: Row | undefined, marks: RowMarks): Tone {
	const mark = row === undefined ? undefined : marks.get(row.id);
	if (mark !== undefined) return mark.tone;
	if (row?.loadId === cachedLoadId) return inboxTheme.cached;
	return row?.waitingStep.overdue ? inboxTheme.overdue : inboxTheme.onTime;
}

function wideCells(waitingStep: WaitingStep, now: number): string[] {
	const { step, overdue } = waitingStep;
	return [
		formatDue(step.overdue_at, overdue, now).replace(/^due /, ""),
		stepName(waitingStep),
		itemName(waitingStep),
		projectName(waitingStep) ?? companyItself,
	].map(sanitize);
}

function narrowCells(waitingStep: WaitingStep, now: number): string[] {
	const { step, overdue, instance } = waitingStep;
	return [
		formatDueShort(step.overdue_at, overdue, now),
		stepName(waitingStep),
		instance.item_id ?? instance.id,
	].map(sanitize);
}
