import { sanitize } from "@signoff/core/validation";
import type { ScreenContent } from "../../model/screen.ts";
import type { Target } from "../../model/target.ts";
import { loadingLines } from "../../ui/loading-lines.ts";
import type { Size } from "../../ui/page.ts";
import { readFailureLines } from "../../ui/read-failure.ts";
import { blank, type Line, line, span } from "../../ui/styled-text.ts";
import type { AppTheme } from "../../ui/theme.ts";
import { wrapText } from "../../ui/wrap.ts";
import { loadingText, noMatch, question, statusText } from "./copy.ts";
import { type Choosing, type ProjectsState, shownRows } from "./state.ts";

/** Everything that this screen reads. `now` is in Unix milliseconds. */
export type ProjectsScene = {
	projects: ProjectsState;
	target: Target;
	now: number;
};

/** The number of projects on the screen: the body without the question and the status line. */
export function projectsHeight({ rows, columns }: Size): number {
	return Math.max(1, rows - wrapText(question, columns).length - 2);
}

export function projectsContent(
	{ projects: state, now }: ProjectsScene,
	body: Size,
	theme: AppTheme,
): ScreenContent {
	const { columns } = body;
	switch (state.kind) {
		case "loading": {
			const ms = now - state.startedAt;
			const body = loadingLines(loadingText, ms, columns, theme);
			return { title: "Projects", body };
		}
		case "failed":
			return {
				title: "Projects",
				body: readFailureLines(state.outcome, state.message, columns, theme),
			};
		case "choosing":
			return choiceContent(state, body, theme);
	}
}

function choiceContent(
	state: Choosing,
	body: Size,
	theme: AppTheme,
): ScreenContent {
	const height = projectsHeight(body);
	const heading = wrapText(question, body.columns).map((row) => line(row));
	const rows = projectLines(state, height, theme);
	const missing = theme.screenReader ? 0 : Math.max(0, height - rows.length);
	const lines = [
		...heading,
		blank,
		...rows,
		...Array<Line>(missing).fill(blank),
	];
	return {
		title: "Projects",
		body: [...lines, statusLine(state)],
		...(state.filtering
			? { cursor: { row: body.rows - 1, column: 8 + [...state.filter].length } }
			: {}),
	};
}

function projectLines(
	state: Choosing,
	height: number,
	{ glyphs, unicode }: AppTheme,
): Line[] {
	const { top, cursor } = state;
	const shown = shownRows(state);
	if (shown.length === 0) return [line(noMatch)];
	return shown
		.slice(top, top + height)
		.map(({ label, isMarked }, index): Line => {
			const selected = top + index === cursor;
			const box = isMarked ? (unicode ? "[✔] " : "[x] ") : "[ ] ";
			return {
				spans: [
					span(selected ? glyphs.cursor : "  ", "strong"),
					span(box, isMarked ? "good" : "faint"),
					span(sanitize(label), isMarked ? "plain" : "faint"),
				],
				selected,
			};
		});
}

function statusLine(state: Choosing): Line {
	const { filtering, filter, rows } = state;
	if (filtering) return line(span("Filter: ", "strong"), filter);
	if (filter !== "")
		return line(
			span(statusText.filter(filter, shownRows(state).length), "faint"),
		);
	const marked = rows.filter(({ isMarked }) => isMarked).length;
	return marked === 0
		? line(span(statusText.none, "warning"))
		: line(span(statusText.marked(marked, rows.length), "faint"));
}
