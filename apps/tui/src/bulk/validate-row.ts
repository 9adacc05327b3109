import { parseSubmission } from "@signoff/core";
import { filePaths } from "../model/file-paths.ts";
import type { ParsedRow } from "./bulk-row.ts";

/** Validates what a row asks for, by core's rules for submissions. The files must be readable. */
export function validateRow(
	row: number,
	input: unknown,
	isDraft: boolean,
	files: readonly string[],
): ParsedRow {
	const parsed = parseSubmission(input);
	if (parsed.kind === "invalid")
		return { kind: "bad", row, issues: parsed.issues };
	const paths = filePaths(files, "files");
	if (paths.kind === "invalid")
		return { kind: "bad", row, issues: paths.issues };
	return {
		kind: "row",
		row: { row, submission: parsed.value, isDraft, files: paths.value },
	};
}
