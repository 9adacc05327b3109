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
	{ filtered, top, cursor }: InboxState,
	marks: RowMarks,
	height: number,
	columns: number,
	theme: AppTheme,
	now: number,
): Line[] {
	const wide = columns >= inboxTheme.wide;
	const heads = wide ? inboxTheme.heads.wide : inboxTheme.heads.narrow;
	const visible = filtered.slice(top, top + height);
	const cells = visible.map(({ id, waitingStep }) => {
		const [due = "", ...others] = wide
			? wideCells(waitingStep, now)
			: narrowCells(waitingStep, now);
		return [marks.get(id)?.text ?? due, ...others];
	});
	const mark = theme.glyphs.cursor;
	const columnWidths = fitColumns([heads, ...cells], columns - mark.length);
	const rows = cells.map((row, index): Line => {
		const selected = top + index === cursor;
		const tone = toneOf(visible[index], marks);
		const text = formatRow(row, columnWidths, theme.ellipsis);
		return {
			spans: [span(selected ? mark : "  ", "strong"), span(text, tone)],
			selected,
		};
	});
	const head = formatRow(heads, columnWidths, theme.ellipsis);
	return [line(span(`  ${head}`, "faint")), ...rows];
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
