import { hintsOf } from "../../ui/keymap.ts";
import type { Page, Size } from "../../ui/page.ts";
import { type Line, line, span } from "../../ui/styled-text.ts";
import { type AppTheme, markOf } from "../../ui/theme.ts";
import { paragraph, wrapText } from "../../ui/wrap.ts";
import { afterRead } from "../inbox/theme.ts";
import { openingTheme } from "./copy.ts";
import { openingKeys } from "./keys.ts";
import type { OpeningState } from "./state.ts";

/** What comes before the inbox. */
export function openingPage(
	state: OpeningState,
	room: Size,
	theme: AppTheme,
): Page {
	return {
		title: state.kind === "choosing" ? "Company" : "Opening",
		body: body(state, room, theme),
		hints: hintsOf(openingKeys[state.kind]),
	};
}

function body(state: OpeningState, room: Size, theme: AppTheme): Line[] {
	switch (state.kind) {
		case "reading":
			return [
				line(
					span(
						`${openingTheme.reading[state.what]} ${theme.ellipsis}`,
						"faint",
					),
				),
			];
		case "failed": {
			const mark = markOf(state.outcome.kind, theme);
			return [
				...paragraph(
					{ ...mark, text: `${mark.text} ` },
					state.message,
					room.columns,
				),
				...paragraph(
					span("  "),
					afterRead[state.outcome.kind],
					room.columns,
					"faint",
				),
			];
		}
		case "over":
			return wrapText(
				`No step of instance ${state.instance} is current: its workflow has ended, so there is nothing to answer.`,
				room.columns,
			).map((text) => line(text));
		case "choosing":
			return state.places.length === 0
				? wrapText(openingTheme.none, room.columns).map((text) => line(text))
				: companies(state, room, theme);
	}
}

function companies(
	{ places, at }: Extract<OpeningState, { kind: "choosing" }>,
	{ rows }: Size,
	theme: AppTheme,
): Line[] {
	const from = Math.max(0, at - rows + 1);
	return places.slice(from, from + rows).map(({ id, name }, index): Line => {
		const selected = from + index === at;
		return {
			...line(
				span(selected ? theme.glyphs.cursor : "  ", "strong"),
				name ?? id,
				span(`  ${id}`, "faint"),
			),
			selected,
		};
	});
}
