import type { Me } from "@signoff/core";
import { sanitize } from "@signoff/core/validation";
import {
	type WaitingStep as Asked,
	itemOf,
	projectOf,
	stepName,
} from "../../../model/waiting-step.ts";
import { fitColumns, formatRow as tableLine } from "../../../terminal/table.ts";
import { hintsOf } from "../../ui/keymap.ts";
import type { Page, Size } from "../../ui/page.ts";
import { dueWords, shortDueWords } from "../../ui/relative-time.ts";
import { blank, type Line, line, span } from "../../ui/styled-text.ts";
import { type AppTheme, markOf } from "../../ui/theme.ts";
import { paragraph } from "../../ui/wrap.ts";
import { filterKeys, inboxKeys } from "./keys.ts";
import type { InboxState } from "./state.ts";
import { afterRead, inboxTheme } from "./theme.ts";

/** How many steps are seen at once. */
export function inboxHeight({ rows }: Size): number {
	return Math.max(1, rows - 2);
}

/** The inbox: only the rows in the window are made. */
export function inboxPage(
	state: InboxState,
	room: Size,
	theme: AppTheme,
	now: number,
	me: Me | null,
): Page {
	const { filtering, filter } = state;
	const who = room.columns >= inboxTheme.wide ? (me?.name ?? "") : "";
	const status = statusLine(state, theme);
	return {
		title: "Inbox",
		aside: [who, count(state)]
			.filter((each) => each !== "")
			.join(theme.glyphs.separator),
		body: [...list(state, room, theme, now), ...status],
		hints: hintsOf(filtering ? filterKeys : inboxKeys),
		...(filtering
			? { cursor: { row: room.rows - 1, column: 8 + [...filter].length } }
			: {}),
	};
}

function list(
	state: InboxState,
	room: Size,
	theme: AppTheme,
	now: number,
): Line[] {
	const height = inboxHeight(room);
	const lines = rowsOrWords(state, room, theme, now).slice(0, height + 1);
	return theme.spoken
		? lines
		: [
				...lines,
				...Array<Line>(Math.max(0, height + 1 - lines.length)).fill(blank),
			];
}

function rowsOrWords(
	state: InboxState,
	room: Size,
	theme: AppTheme,
	now: number,
): Line[] {
	const { status, shown, rows } = state;
	if (status.kind === "failed" && rows.length === 0) {
		const { kind } = status.outcome;
		return [
			...paragraph(
				span(`${markOf(kind, theme).text} `, markOf(kind, theme).tone),
				status.message,
				room.columns,
			),
			...paragraph(span("  "), afterRead[kind], room.columns, "faint"),
		];
	}
	if (shown.length > 0) return table(state, room, theme, now);
	if (rows.length > 0) return [line("Nothing fits the filter.")];
	return status.kind === "loading"
		? [
				line(
					span(
						`Looking for steps that wait for you ${theme.ellipsis}`,
						"faint",
					),
				),
			]
		: [
				line("Nothing is waiting for you."),
				line(span("New steps show up here: r looks again.", "faint")),
			];
}

function table(
	state: InboxState,
	room: Size,
	theme: AppTheme,
	now: number,
): Line[] {
	const wide = room.columns >= inboxTheme.wide;
	const heads = wide ? inboxTheme.heads.wide : inboxTheme.heads.narrow;
	const window = state.shown.slice(state.top, state.top + inboxHeight(room));
	const cells = window.map(({ asked }) => cellsOf(asked, wide, now));
	const { cursor } = theme.glyphs;
	const columns = fitColumns([heads, ...cells], room.columns - cursor.length);
	const rows = cells.map((row, index): Line => {
		const selected = state.top + index === state.at;
		const tone = window[index]?.asked.overdue
			? inboxTheme.overdue
			: inboxTheme.onTime;
		const text = tableLine(row, columns, theme.ellipsis);
		return {
			spans: [span(selected ? cursor : "  ", "strong"), span(text, tone)],
			selected,
		};
	});
	return [
		line(span(`  ${tableLine(heads, columns, theme.ellipsis)}`, "faint")),
		...rows,
	];
}

function cellsOf(asked: Asked, wide: boolean, now: number): string[] {
	const { step, overdue, instance } = asked;
	const cells = wide
		? [
				dueWords(step.overdue_at, overdue, now).replace(/^due /, ""),
				stepName(asked),
				itemOf(asked),
				projectOf(asked) ?? "the company",
			]
		: [
				shortDueWords(step.overdue_at, overdue, now),
				stepName(asked),
				instance.item_id ?? instance.id,
			];
	return cells.map(sanitize);
}

function statusLine(
	{ filtering, filter, status, rows }: InboxState,
	theme: AppTheme,
): Line[] {
	if (filtering) return [line(span("Filter: ", "strong"), filter)];
	if (filter !== "")
		return [line(span(`Filter: ${filter}   (/ changes it)`, "faint"))];
	if (status.kind === "loading" && rows.length > 0)
		return [line(span(`Still looking ${theme.ellipsis}`, "faint"))];
	if (status.kind === "failed" && rows.length > 0)
		return [
			line(
				markOf(status.outcome.kind, theme),
				" Not everything could be read. r tries again.",
			),
		];
	if (status.kind === "loaded" && status.hidden > 0)
		return [
			line(
				span(
					`${status.hidden} ${status.hidden === 1 ? "list or instance" : "lists or instances"} could not be read: you may not see all.`,
					"faint",
				),
			),
		];
	return [blank];
}

function count({ shown, rows, at }: InboxState): string {
	if (rows.length === 0) return "";
	const of =
		shown.length === rows.length
			? `${rows.length}`
			: `${shown.length} (${rows.length} in all)`;
	return `${shown.length === 0 ? 0 : at + 1} of ${of}`;
}
