import { createHash } from "node:crypto";
import type { Issue } from "@signoff/core";
import { malformedIssue } from "@signoff/core/validation";
import type { BulkRow, ParsedRow } from "./bulk-row.ts";
import { rowRanges } from "./row-ranges.ts";

/** The result of reading a whole file before anything is sent. */
export type CheckedRows =
	/** `hash` identifies the rows: the same ones in another encoding have the same. */
	| { kind: "good"; rows: number; first: BulkRow | null; hash: string }
	| { kind: "bad"; issues: Issue[] };

// An outcome lists at most 50 issues.
const maxIssues = 50;

/**
 * Reads all rows, and keeps none but the first. If a row is bad, the issues name each bad row.
 *
 * @param objection says why a row may not be sent; `null` if it may
 */
export async function checkRows(
	rows: AsyncIterable<ParsedRow>,
	objection: (row: BulkRow) => Issue | null,
): Promise<CheckedRows> {
	const issues: Issue[] = [];
	const moreBad: number[] = [];
	const hash = createHash("sha256");
	let count = 0;
	let first: BulkRow | null = null;
	for await (const parsed of rows) {
		count++;
		const found = issuesOf(parsed, objection);
		if (found.length > 0 && issues.length + found.length >= maxIssues)
			moreBad.push(count);
		else issues.push(...found.map((issue) => ofRow(count, issue)));
		if (parsed.kind === "row") {
			first ??= parsed.row;
			hash.update(`${JSON.stringify(parsed.row)}\n`);
		}
	}
	if (moreBad.length > 0)
		issues.push(
			malformedIssue(["rows"], `More bad rows: ${rowRanges(moreBad)}.`),
		);
	return issues.length > 0
		? { kind: "bad", issues }
		: { kind: "good", rows: count, first, hash: hash.digest("hex") };
}

function issuesOf(
	parsed: ParsedRow,
	objection: (row: BulkRow) => Issue | null,
): Issue[] {
	if (parsed.kind === "bad") return parsed.issues;
	const issue = objection(parsed.row);
	return issue === null ? [] : [issue];
}

function ofRow(row: number, { code, path, message }: Issue): Issue {
	return {
		code,
		path: ["rows", row, ...path],
		message: `Row ${row}: ${message}`,
	};
}
