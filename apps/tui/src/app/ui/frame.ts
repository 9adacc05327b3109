import { Box, Text, useCursor } from "ink";
import { createElement as h, type ReactElement } from "react";
import stringWidth from "string-width";
import type { Hint } from "./keymap.ts";
import type { Page, Size } from "./page.ts";
import {
	blank,
	cutLine,
	type Line,
	line,
	type Span,
	span,
	type Tone,
} from "./styled-text.ts";
import type { AppTheme } from "./theme.ts";

type Look = { color?: string; bold?: true; dimColor?: true };

const looks: Record<Tone, Look> = {
	plain: {},
	strong: { bold: true },
	faint: { dimColor: true },
	good: { color: "green" },
	warning: { color: "yellow" },
	bad: { color: "red" },
};

/** A page on the whole screen: its title, its lines, and below them what the keys do. */
export function Frame({
	page,
	size,
	theme,
}: {
	page: Page;
	size: Size;
	theme: AppTheme;
}): ReactElement {
	const lines = framed(page, size, theme);
	const { setCursorPosition } = useCursor();
	const { cursor } = page;
	setCursorPosition(
		cursor === undefined || theme.spoken
			? undefined
			: { x: Math.min(cursor.column, size.columns - 1), y: cursor.row + 2 },
	);
	return h(
		Box,
		{
			flexDirection: "column",
			width: "100%",
			...(theme.spoken ? {} : { height: size.rows }),
			overflow: "hidden",
		},
		...lines.map((each, index) => h(Row, { key: index, line: each, theme })),
	);
}

function Row({
	line: { spans, selected },
	theme,
}: {
	line: Line;
	theme: AppTheme;
}): ReactElement {
	const text = h(
		Text,
		{ wrap: "truncate", bold: selected === true },
		...(spans.length === 0
			? [" "]
			: spans.map((each, index) =>
					h(Piece, { key: index, span: each, theme }),
				)),
	);
	return selected === undefined
		? h(Box, { flexShrink: 0, height: 1 }, text)
		: h(
				Box,
				{
					flexShrink: 0,
					height: 1,
					"aria-role": "listitem",
					"aria-state": { selected },
				},
				text,
			);
}

function Piece({
	span: { text, tone, link },
	theme,
}: {
	span: Span;
	theme: AppTheme;
}): ReactElement {
	const { color, ...look } = looks[tone];
	const shown =
		link !== undefined && theme.links
			? `\u001b]8;;${link}\u0007${text}\u001b]8;;\u0007`
			: text;
	return h(
		Text,
		{ ...look, ...(color !== undefined && theme.color ? { color } : {}) },
		shown,
	);
}

/** The lines of the whole screen, each cut to its width. */
function framed(
	{ title, aside, body, hints, more }: Page,
	{ columns, rows }: Size,
	theme: AppTheme,
): Line[] {
	const head = headOf(title, aside ?? "", columns, theme);
	const foot = hintLine(hints, columns, theme);
	if (theme.spoken)
		return [head, ...body.filter(({ spans }) => spans.length > 0), foot];
	const { less, more: down } = theme.glyphs;
	const above = ruleOf(more?.above === true ? less : null, columns, theme);
	const below = ruleOf(more?.below === true ? down : null, columns, theme);
	const room = Math.max(1, rows - 4);
	const filled = [
		...body.slice(0, room),
		...Array<Line>(Math.max(0, room - body.length)).fill(blank),
	];
	return [head, above, ...filled, below, foot]
		.slice(0, rows)
		.map((each) => cutLine(each, columns, theme.ellipsis));
}

/** A rule, with a mark where the text goes on beyond it. */
function ruleOf(
	mark: string | null,
	columns: number,
	{ glyphs }: AppTheme,
): Line {
	if (mark === null) return line(span(glyphs.rule.repeat(columns), "faint"));
	const word = ` ${mark} more `;
	const rest = Math.max(0, columns - stringWidth(word) - 2);
	return line(
		span(glyphs.rule.repeat(rest), "faint"),
		word,
		span(glyphs.rule.repeat(2), "faint"),
	);
}

function headOf(
	title: string,
	aside: string,
	columns: number,
	theme: AppTheme,
): Line {
	const left = line(
		span("signoff", "good"),
		span(theme.glyphs.separator, "faint"),
		span(title, "strong"),
	);
	if (theme.spoken)
		return line(`signoff: ${title}${aside === "" ? "" : `, ${aside}`}`);
	const right = span(aside, "faint");
	const used = left.spans.reduce(
		(total, { text }) => total + stringWidth(text),
		0,
	);
	const gap = columns - used - stringWidth(right.text);
	return gap < 2
		? left
		: { spans: [...left.spans, span(" ".repeat(gap)), right] };
}

/** As many hints as fit; the ways on, back and out and the page of keys are the last to go. */
function hintLine(hints: Hint[], columns: number, theme: AppTheme): Line {
	const kept = [...hints];
	while (hintWidth(kept, narrowGap, theme) > columns && kept.length > 1) {
		const expendable = kept.findLastIndex(
			({ label }) => !needed.includes(label),
		);
		kept.splice(expendable === -1 ? kept.length - 1 : expendable, 1);
	}
	const fits = hintWidth(kept, wideGap, theme) <= columns;
	const gap = theme.spoken ? ", " : fits ? wideGap : narrowGap;
	const spans = kept.flatMap(({ label, does }, index) => [
		...(index === 0 ? [] : [span(gap)]),
		span(ascii(label, theme), "strong"),
		span(` ${does}`, "faint"),
	]);
	return { spans };
}

const wideGap = "   ";
const narrowGap = "  ";
const needed = ["Enter", "Esc", "?", "q", "Ctrl-C", "y", "n"];

function hintWidth(hints: Hint[], gap: string, theme: AppTheme): number {
	const words = hints.map(
		({ label, does }) => `${ascii(label, theme)} ${does}`,
	);
	return stringWidth(words.join(gap));
}

const arrows: Partial<Record<string, string>> = {
	"↓": "down",
	"↑": "up",
	"←": "left",
	"→": "right",
	"↓↑": "up/down",
	"1 … 9": "1 to 9",
};

function ascii(label: string, { unicode }: AppTheme): string {
	return unicode ? label : (arrows[label] ?? label);
}
