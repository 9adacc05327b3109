import {
	cutLine,
	type Line,
	lineWidth,
	type Span,
	span,
} from "./styled-text.ts";
import type { AppTheme } from "./theme.ts";

/**
 * Puts two texts beside each other, with a rule between them.
 *
 * @param columns the width of the left one
 */
export function besides(
	left: readonly Line[],
	right: readonly Line[],
	columns: number,
	theme: AppTheme,
): Line[] {
	const rows = Math.max(left.length, right.length);
	return Array.from({ length: rows }, (_, row): Line => {
		const cut = cutLine(left[row] ?? { spans: [] }, columns, theme.ellipsis);
		const gap = Math.max(0, columns - lineWidth(cut));
		return {
			spans: [
				...cut.spans.map((each) => withWeight(each, cut.selected === true)),
				span(`${" ".repeat(gap)} ${theme.glyphs.pane} `, "faint"),
				...(right[row]?.spans ?? []),
			],
		};
	});
}

/** The width of the rule between two texts. */
export const betweenColumns = 3;

function withWeight(each: Span, bold: boolean): Span {
	return bold ? { ...each, bold } : each;
}
