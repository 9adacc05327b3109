import { describe, outcomeTraits } from "@signoff/core";
import { sanitize } from "@signoff/core/validation";
import stringWidth from "string-width";
import { fitColumns, formatRow } from "../../../terminal/table.ts";
import {
	type BatchCounts,
	type BatchRow,
	type BatchRowStatus,
	batchCounts,
	batchRows,
} from "../../model/batch-rows.ts";
import type { OutboxView } from "../../model/outbox-view.ts";
import type { ScreenContent } from "../../model/screen.ts";
import type { Size } from "../../ui/page.ts";
import { type Line, line, type Span, span } from "../../ui/styled-text.ts";
import { type AppTheme, markOf } from "../../ui/theme.ts";
import { wrapText } from "../../ui/wrap.ts";
import type { BatchResultState } from "./state.ts";

/** Everything that this screen reads. `now` is in Unix milliseconds. */
export type BatchResultScene = {
	batch_result: BatchResultState;
	outbox: OutboxView;
	now: number;
};

const headRows = 2;
const footRows = 2;

/** The least width for the names of the steps. */
const minStepColumns = 60;

/** The number of rows of the table on the screen. */
export function tableHeight({ rows }: Size): number {
	return Math.max(1, rows - headRows - footRows);
}

/** The rows as they stand. */
export function shownRows({
	batch_result,
	outbox,
}: BatchResultScene): BatchRow[] {
	return batchRows(batch_result.sent, outbox);
}

/** Shows how far the batch is, and each answer, failures first. The last line explains the selected one. */
export function batchResultContent(
	scene: BatchResultScene,
	body: Size,
	theme: AppTheme,
): ScreenContent {
	const { cursor, top } = scene.batch_result;
	const { columns } = body;
	const rows = shownRows(scene);
	const counts = batchCounts(rows);
	const height = tableHeight(body);
	const visible = rows.slice(top, top + height);
	const table = tableLines(visible, cursor - top, columns, theme, scene.now);
	const missing = theme.screenReader ? 0 : height - table.length;
	return {
		title: counts.going === 0 ? "Batch: done" : "Batch: sending",
		aside: `${rows.length === 0 ? 0 : cursor + 1} of ${rows.length}`,
		body: [
			progressLine(counts, columns, theme),
			headLine(counts, theme),
			...table,
			...Array<Line>(Math.max(0, missing)).fill({ spans: [] }),
			...reasonLines(rows[cursor], columns, scene.now),
		],
		more: { above: top > 0, below: top + height < rows.length },
	};
}

/** A bar, and how many answers are settled. */
function progressLine(
	{ all, going }: BatchCounts,
	columns: number,
	theme: AppTheme,
): Line {
	const done = all - going;
	const text = `${done} of ${all} done`;
	if (theme.screenReader) return line(text);
	const width = Math.max(0, Math.min(40, columns - text.length - 2));
	const filled = all === 0 ? width : Math.floor((done / all) * width);
	const { bar, rest } = theme.glyphs;
	return line(
		span(bar.repeat(filled), "good"),
		span(rest.repeat(width - filled), "faint"),
		span(`  ${text}`, "strong"),
	);
}

function headLine(counts: BatchCounts, theme: AppTheme): Line {
	const { onRecord, failed, drafts, later, going } = counts;
	const parts: [number, string, Span["tone"]][] = [
		[failed, "not recorded", "bad"],
		[later, "not certain yet", "warning"],
		[drafts, drafts === 1 ? "draft" : "drafts", "warning"],
		[going, "to go", "faint"],
		[onRecord, "on record", "good"],
	];
	const shown = parts.filter(([count]) => count > 0);
	return line(
		...shown.flatMap(([count, text, tone], index) => [
			...(index === 0 ? [] : [span(theme.glyphs.separator, "faint")]),
			span(`${count} ${text}`, tone),
		]),
	);
}

function tableLines(
	rows: BatchRow[],
	selected: number,
	columns: number,
	theme: AppTheme,
	now: number,
): Line[] {
	const cells = rows.map(({ context, instance_id, status }) =>
		[
			statusText(status, now),
			context.item ?? `instance ${instance_id}`,
			...(columns < minStepColumns ? [] : [context.step_name ?? ""]),
		].map(sanitize),
	);
	const mark = theme.glyphs.cursor;
	const widths = fitColumns(cells, columns - mark.length - 2);
	return rows.map(({ status }, index): Line => {
		const cell = cells[index] ?? [];
		const isSelected = index === selected;
		return {
			spans: [
				span(isSelected ? mark : " ".repeat(stringWidth(mark)), "strong"),
				glyphOf(status, theme),
				span(
					theme.screenReader
						? ` ${cell.filter((each) => each !== "").join(", ")}`
						: ` ${formatRow(cell, widths, theme.ellipsis)}`,
				),
			],
			selected: isSelected,
		};
	});
}

function glyphOf(status: BatchRowStatus, theme: AppTheme): Span {
	switch (status.kind) {
		case "outcome":
			return markOf(status.outcome.kind, theme);
		case "blocked":
			return markOf("conflict", theme);
		case "uncertain":
			return markOf("uncertain", theme);
		case "waiting":
			return markOf("deferred", theme);
		case "draft":
		case "held":
			return span(theme.glyphs.open, "faint");
		case "sending":
			return span(theme.glyphs.waiting, "faint");
	}
}

function statusText(status: BatchRowStatus, now: number): string {
	switch (status.kind) {
		case "outcome":
			return status.outcome.kind;
		case "held":
			return status.until > now
				? `in ${Math.ceil((status.until - now) / 1000)} s`
				: "sending";
		case "blocked":
			return "not sent";
		default:
			return status.kind;
	}
}

/** Why the selected answer stands as it does. */
function reasonLines(
	row: BatchRow | undefined,
	columns: number,
	now: number,
): Line[] {
	if (row === undefined) return [];
	const text = reasonOf(row.status, now);
	const tone =
		row.status.kind === "outcome" &&
		outcomeTraits[row.status.outcome.kind].onRecord
			? "faint"
			: "plain";
	return wrapText(text, columns)
		.slice(0, footRows)
		.map((row) => line(span(row, tone)));
}

function reasonOf(status: BatchRowStatus, now: number): string {
	switch (status.kind) {
		case "outcome":
			return describe(status.outcome).sentence;
		case "held":
			return status.until > now
				? "Nothing was sent yet: u takes all of them back, s sends them now."
				: "It goes now.";
		case "sending":
			return "It is being sent.";
		case "uncertain":
			return "It may be on record; that is settled by itself.";
		case "waiting":
			return "It was not sent; it goes by itself.";
		case "draft":
			return "It was taken back, and is a draft.";
		case "blocked":
			return "Not sent: an earlier answer to this step is not settled.";
	}
}
