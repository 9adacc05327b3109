import stringWidth from "string-width";
import { hintLine } from "./hint-line.ts";
import type { ScreenPage, Size } from "./page.ts";
import {
	blank,
	cutLine,
	type Line,
	line,
	lineWidth,
	span,
} from "./styled-text.ts";
import type { AppTheme } from "./theme.ts";

/** The lines of the whole screen: title, rule, body, rule, hints. Each is cut to the terminal's width. */
export function screenFrameLines(
	{ title, aside, body, hints, more }: ScreenPage,
	{ columns, rows }: Size,
	theme: AppTheme,
): Line[] {
	const head = titleLine(title, aside ?? "", columns, theme);
	const foot = hintLine(hints, columns, theme);
	if (theme.screenReader)
		return [head, ...body.filter(({ spans }) => spans.length > 0), foot];
	const { less, more: down } = theme.glyphs;
	const above = ruleLine(more?.above === true ? less : null, columns, theme);
	const below = ruleLine(more?.below === true ? down : null, columns, theme);
	const height = Math.max(1, rows - 4);
	const filled = [
		...body.slice(0, height),
		...Array<Line>(Math.max(0, height - body.length)).fill(blank),
	];
	return [head, above, ...filled, below, foot]
		.slice(0, rows)
		.map((each) => cutLine(each, columns, theme.ellipsis));
}

/** A rule, with a mark if the text continues beyond it. */
function ruleLine(
	mark: string | null,
	columns: number,
	{ glyphs }: AppTheme,
): Line {
	if (mark === null) return line(span(glyphs.rule.repeat(columns), "faint"));
	const label = ` ${mark} more `;
	const rest = Math.max(0, columns - stringWidth(label) - 2);
	return line(
		span(glyphs.rule.repeat(rest), "faint"),
		label,
		span(glyphs.rule.repeat(2), "faint"),
	);
}

function titleLine(
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
	if (theme.screenReader)
		return line(`signoff: ${title}${aside === "" ? "" : `, ${aside}`}`);
	const right = span(aside, "faint");
	const gap = columns - lineWidth(left) - stringWidth(right.text);
	return gap < 2
		? left
		: { spans: [...left.spans, span(" ".repeat(gap)), right] };
}
