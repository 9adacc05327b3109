import { Box, Text, useCursor } from "ink";
import { createElement as h, type ReactElement } from "react";
import { screenFrameLines } from "./frame-lines.ts";
import type { ScreenPage, Size } from "./page.ts";
import type { Line, Span, Tone } from "./styled-text.ts";
import type { AppTheme } from "./theme.ts";

type TextStyle = { color?: string; bold?: true; dimColor?: true };

const styles: Record<Tone, TextStyle> = {
	plain: {},
	strong: { bold: true },
	faint: { dimColor: true },
	good: { color: "green" },
	// Yellow cannot be read on a light background.
	warning: { color: "magenta" },
	bad: { color: "red" },
};

/** Draws a page on the whole screen: its title, its body and the hints of its keys. */
export function Frame({
	page,
	size,
	theme,
}: {
	page: ScreenPage;
	size: Size;
	theme: AppTheme;
}): ReactElement {
	const lines = screenFrameLines(page, size, theme);
	const { setCursorPosition } = useCursor();
	const { cursor } = page;
	setCursorPosition(
		cursor === undefined || theme.screenReader
			? undefined
			: { x: Math.min(cursor.column, size.columns - 1), y: cursor.row + 2 },
	);
	return theme.screenReader
		? h(
				Box,
				{ flexDirection: "column", width: "100%" },
				...lines.map((each, index) =>
					h(ReadRow, { key: index, line: each, theme }),
				),
			)
		: h(
				Box,
				{ width: "100%", height: size.rows, overflow: "hidden" },
				h(
					Text,
					null,
					...lines.flatMap((each, index) => [
						...(index === 0 ? [] : ["\n"]),
						h(Row, { key: index, line: each, theme }),
					]),
				),
			);
}

/** A line of the text of a screen: one text has all of them, since the layout of each box takes time. */
function Row({
	line: { spans, selected },
	theme,
}: {
	line: Line;
	theme: AppTheme;
}): ReactElement {
	return h(
		Text,
		{ bold: selected === true },
		...spans.map((each, index) =>
			h(StyledSpan, { key: index, span: each, theme }),
		),
	);
}

/** A line that a screen reader reads, and whether it is selected. */
function ReadRow({
	line,
	theme,
}: {
	line: Line;
	theme: AppTheme;
}): ReactElement {
	const { selected } = line;
	return h(
		Box,
		{
			flexShrink: 0,
			...(selected === undefined
				? {}
				: { "aria-role": "listitem", "aria-state": { selected } }),
		},
		h(Text, { wrap: "truncate" }, h(Row, { line, theme })),
	);
}

function StyledSpan({
	span: { text, tone, link, bold },
	theme,
}: {
	span: Span;
	theme: AppTheme;
}): ReactElement {
	const { color, ...style } = styles[tone];
	const linked =
		link !== undefined && theme.links
			? `\u001b]8;;${link}\u0007${text}\u001b]8;;\u0007`
			: text;
	return h(
		Text,
		{
			...style,
			...(bold === true ? { bold } : {}),
			...(color !== undefined && theme.color ? { color } : {}),
		},
		linked,
	);
}
