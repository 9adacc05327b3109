import type { Me } from "@signoff/core";
import type { OutboxView } from "../../model/outbox-view.ts";
import type { ScreenContent } from "../../model/screen.ts";
import { besides, betweenColumns } from "../../ui/columns.ts";
import { loadingLines } from "../../ui/loading-lines.ts";
import { maxScroll, type Size } from "../../ui/page.ts";
import { readFailureLines } from "../../ui/read-failure.ts";
import { blank, type Line, line, span } from "../../ui/styled-text.ts";
import { type AppTheme, markOf } from "../../ui/theme.ts";
import { emptyText, orderTexts, statusText } from "./copy.ts";
import { loadStatus } from "./load-status.ts";
import { selectedIds } from "./marks.ts";
import { hasPane, listColumns, paneLines } from "./pane.ts";
import { rowMarks } from "./row-marks.ts";
import { type InboxState, paneTop } from "./state.ts";
import { tableLines } from "./table-view.ts";
import { inboxTheme } from "./theme.ts";

/** Everything that this screen reads. `now` is in Unix milliseconds. */
export type InboxScene = {
	inbox: InboxState;
	outbox: OutboxView;
	me: Me | null;
	now: number;
	target: { item_url: string | null };
	size: Size;
};

/** The number of rows on the screen: the body without the table's head and the status line. */
export function inboxHeight({ rows }: Size): number {
	return Math.max(1, rows - 2);
}

/** Shows the waiting steps, and below them the filter or the state of the load. */
export function inboxContent(
	scene: InboxScene,
	body: Size,
	theme: AppTheme,
): ScreenContent {
	const { inbox, me } = scene;
	const { filtering, filter } = inbox;
	const name = body.columns >= inboxTheme.wide ? (me?.name ?? "") : "";
	return {
		title: "Inbox",
		aside: [name, markedText(inbox), cursorText(inbox)]
			.filter((each) => each !== "")
			.join(theme.glyphs.separator),
		body: [...filledLines(scene, body, theme), statusLine(scene, body, theme)],
		...(filtering
			? { cursor: { row: body.rows - 1, column: 8 + [...filter].length } }
			: {}),
	};
}

/** Fills the body, which keeps the status line at its end; not for a screen reader. */
function filledLines(scene: InboxScene, body: Size, theme: AppTheme): Line[] {
	const height = inboxHeight(body) + 1;
	const lines = withPane(scene, body, height, theme).slice(0, height);
	const missing = Math.max(0, height - lines.length);
	return theme.screenReader
		? lines
		: [...lines, ...Array<Line>(missing).fill(blank)];
}

/** The list, and beside it the step under the cursor if the terminal is wide enough. */
function withPane(
	scene: InboxScene,
	body: Size,
	height: number,
	theme: AppTheme,
): Line[] {
	const { inbox } = scene;
	if (theme.screenReader || !hasPane(body) || inbox.filtered.length === 0)
		return contentLines(scene, body, theme);
	const columns = listColumns(body);
	const list = contentLines(scene, { ...body, columns }, theme);
	const width = body.columns - columns - betweenColumns;
	const pane = paneLines(scene, width, theme);
	const top = Math.min(paneTop(inbox), maxScroll(pane, height));
	const filled = [
		...list,
		...Array<Line>(Math.max(0, height - list.length)).fill(blank),
	];
	return besides(filled, pane.slice(top, top + height), columns, theme);
}

function contentLines(
	{ inbox, outbox, now }: InboxScene,
	body: Size,
	theme: AppTheme,
): Line[] {
	const { status, filtered, rows } = inbox;
	const { columns } = body;
	if (status.kind === "failed" && rows.length === 0)
		return readFailureLines(status.outcome, status.message, columns, theme);
	if (filtered.length > 0)
		return tableLines(
			inbox,
			rowMarks(outbox),
			inboxHeight(body),
			columns,
			theme,
			now,
		);
	if (rows.length > 0) return [line(emptyText.noMatch)];
	return status.kind === "loading"
		? loadingLines(emptyText.loading, now - inbox.startedAt, columns, theme)
		: [line(emptyText.none), line(span(emptyText.noneHint, "faint"))];
}

function statusLine(
	{ inbox, now }: InboxScene,
	{ columns }: Size,
	theme: AppTheme,
): Line {
	const { filtering, filter, status, rows } = inbox;
	if (filtering) return line(span("Filter: ", "strong"), filter);
	const arrangement = arrangementText(inbox);
	if (filter !== "") return line(span(statusText.filter(filter), "faint"));
	if (status.kind === "failed" && rows.length > 0)
		return line(markOf(status.outcome.kind, theme), statusText.failed);
	const texts = [loadStatus(inbox, now, columns, theme), arrangement];
	const shown = texts.filter((each) => each !== "");
	return line(span(shown.join(theme.glyphs.separator), "faint"));
}

/** The order and the grouping, if they are not the usual ones. */
function arrangementText({ order, grouping }: InboxState): string {
	return [
		order === "urgency" ? "" : orderTexts[order],
		grouping === "none" ? "" : `by ${grouping}`,
	]
		.filter((each) => each !== "")
		.join(", ");
}

/** How many rows are marked, and how many of them the filter hides. */
function markedText(inbox: InboxState): string {
	const { size } = selectedIds(inbox);
	if (size === 0) return "";
	const shown = new Set(inbox.filtered.map(({ id }) => id));
	const hidden = [...inbox.marked].filter((id) => !shown.has(id)).length;
	const range = inbox.anchor === null ? "" : "range: ";
	return `${range}${size} marked${hidden === 0 ? "" : ` (${hidden} not shown)`}`;
}

/** The position of the cursor, such as `2 of 5 (12 in all)`. */
function cursorText({ filtered, rows, cursor }: InboxState): string {
	if (rows.length === 0) return "";
	const total =
		filtered.length === rows.length
			? `${rows.length}`
			: `${filtered.length} (${rows.length} in all)`;
	return `${filtered.length === 0 ? 0 : cursor + 1} of ${total}`;
}
