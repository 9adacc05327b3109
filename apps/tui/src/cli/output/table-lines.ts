import { sanitize } from "@signoff/core/validation";
import { fitColumns, formatRow } from "../../terminal/table.ts";
import type { Theme } from "../../terminal/theme.ts";

/** A row of a table: one text for each heading. */
export type TableRow = {
	cells: string[];
	/** Whether the row has the colour of a warning. */
	warning: boolean;
};

/**
 * A table with headings that fits the width of the terminal. Without a terminal, cells are separated by tabs and not cut.
 * Cells are sanitized.
 */
export function tableLines(
	headings: string[],
	rows: readonly TableRow[],
	theme: Theme,
): string[] {
	const texts = [headings, ...rows.map(({ cells }) => cells.map(sanitize))];
	const { width } = theme;
	if (width === null) return texts.map((row) => row.join("\t"));
	const columns = fitColumns(texts, width);
	const [heading = "", ...lines] = texts.map((row) =>
		formatRow(row, columns, theme.ellipsis),
	);
	return [
		theme.strong(heading),
		...lines.map((line, index) =>
			rows[index]?.warning === true ? theme.warning(line) : line,
		),
	];
}
