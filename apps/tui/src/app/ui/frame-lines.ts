import stringWidth from "string-width";
import { hintLine } from "./hint-line.ts";
import type { PageNotice, ScreenPage, Size } from "./page.ts";
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
	{ title, aside, body, hints, more, notice }: ScreenPage,
	{ columns, rows }: Size,
	theme: AppTheme,
): Line[] {
	const head = titleLine(title, aside ?? "", columns, theme);
	const foot = hintLine(hints, columns, theme);
	if (theme.screenReader)
		return [
			head,
			...body.filter(({ spans }) => spans.length > 0),
			...(notice === undefined ? [] : [line(span(notice.text, notice.tone))]),
			foot,
		];
	const { less, more: down } = theme.glyphs;
	const above = ruleLine(more?.above === true ? less : null, columns, theme);
	const below = ruleLine(
		more?.below === true ? down : null,
		columns,
		theme,
		notice,
	);
	const height = Math.max(1, rows - 4);
	const filled = [
		...body.slice(0, height),
		...Array<Line>(Math.max(0, height - body.length)).fill(blank),
	];
	return [head, above, ...filled, below, foot]
		.slice(0, rows)
		.map((each) => cutLine(each, columns, theme.ellipsis));
}

/** A rule, with a notice, and with a mark if the text continues beyond it. */
function ruleLine(
	mark: string | null,
	columns: number,
	{ glyphs, ellipsis }: AppTheme,
	notice?: PageNotice,
): Line {
	const { rule } = glyphs;
	const label = mark === null ? "" : ` ${mark} more `;
	const end = mark === null ? "" : rule.repeat(2);
	const room = columns - stringWidth(label) - end.length;
	const start =
		notice === undefined
			? blank
			: cutLine(
					line(span(`${rule} `, "faint"), span(notice.text, notice.tone)),
					Math.max(0, room - 2),
					ellipsis,
				);
	const gap = notice === undefined ? "" : " ";
	const rest = Math.max(0, room - lineWidth(start) - gap.length);
	return {
		spans: [
			...start.spans,
			span(gap + rule.repeat(rest), "faint"),
			...(mark === null ? [] : [span(label), span(end, "faint")]),
		],
	};
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
