import { malformedIssue } from "@signoff/core/validation";
import type { ParsedRow, RowDefaults } from "./bulk-row.ts";
import type { Column } from "./csv-header.ts";
import { validateRow } from "./validate-row.ts";

/** The cells of a row by their columns. */
export type Cells = Partial<Record<Column, string>>;

const separator = ";";

/** Parses a row of a CSV file. */
export function parseCells(
	row: number,
	cells: Cells,
	defaults: RowDefaults,
): ParsedRow {
	const trimmed = (column: Column): string | undefined =>
		cells[column]?.trim() || undefined;
	const company_id = trimmed("company_id") ?? defaults.company_id;
	const project_id = trimmed("project_id") ?? defaults.project_id;
	const missing = (["instance_id", "step_id", "option"] as const).filter(
		(column) => trimmed(column) === undefined,
	);
	const issues = missing.map((column) =>
		malformedIssue([column], `The cell \`${column}\` is empty.`),
	);
	if (company_id === undefined)
		issues.push(
			malformedIssue(
				["company_id"],
				"The company is missing: fill in the cell `company_id`, or set SIGNOFF_COMPANY_ID.",
			),
		);
	if (issues.length > 0) return { kind: "bad", row, issues };
	const { comment = "" } = cells;
	const draft = {
		company_id,
		...(project_id === undefined ? {} : { project_id }),
		id: trimmed("instance_id"),
		response: {
			current_step_occurrence_id: trimmed("step_id"),
			selected_response_option_id: trimmed("option"),
			...(comment === "" ? {} : { comment }),
		},
	};
	const files = (cells.files ?? "")
		.split(separator)
		.map((path) => path.trim())
		.filter((path) => path !== "");
	return validateRow(row, draft, true, files);
}
