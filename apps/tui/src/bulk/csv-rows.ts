import { pipeline } from "node:stream/promises";
import { malformedIssue } from "@signoff/core/validation";
import { parse } from "csv-parse";
import { BulkFileError, type ParsedRow, type RowDefaults } from "./bulk-row.ts";
import { type Column, readHeader } from "./csv-header.ts";
import { type Cells, parseCells } from "./parse-cells.ts";

// The limit of a submission on standard input. Without one, a quote that is not closed would collect the whole file.
const maxRecordSize = 1_048_576;

/** The rows of a CSV file (RFC 4180) with a header. Rows without any text are skipped, and do not count. */
export async function* csvRows(
	text: AsyncIterable<string>,
	defaults: RowDefaults,
): AsyncGenerator<ParsedRow, void, undefined> {
	let failure: { before: number; code: string } | null = null;
	const failed = (): typeof failure => failure;
	const parser = parse({
		relax_column_count: true,
		skip_empty_lines: true,
		skip_records_with_empty_values: true,
		record_delimiter: ["\r\n", "\n", "\r"],
		max_record_size: maxRecordSize,
		// An error would drop the records before it that were not read yet.
		skip_records_with_error: true,
		on_skip: (error) => {
			if (error === undefined) return;
			failure ??= { before: Number(error["records"]), code: error.code };
			return undefined;
		},
	});
	// An error of the text is also the parser's, which the loop below receives.
	void pipeline(text, parser).catch(() => {});
	let header: Column[] | null = null;
	let row = 0;
	for await (const record of parser as AsyncIterable<string[]>) {
		if (failed()?.before === (header === null ? 0 : row + 1)) break;
		if (header === null) header = readHeader(record);
		else yield parseRecord(++row, header, record, defaults);
	}
	const end = failed();
	if (end !== null) yield unparsedRow(header === null ? 0 : row + 1, end.code);
	else if (header === null)
		throw new BulkFileError("The file is empty: it needs a header row.");
}

/** @throws {BulkFileError} if it is the header: row 0 */
function unparsedRow(row: number, code: string): ParsedRow {
	const problem = problems[code] ?? "it is not CSV";
	if (row === 0)
		throw new BulkFileError(`The header row does not parse: ${problem}.`);
	return bad(
		row,
		`It does not parse: ${problem}. What follows it was not read.`,
	);
}

const problems: Partial<Record<string, string>> = {
	CSV_QUOTE_NOT_CLOSED: "a quote is not closed",
	CSV_INVALID_CLOSING_QUOTE: "a closing quote is followed by text",
	INVALID_OPENING_QUOTE:
		"a quote is inside a cell that does not begin with one",
	CSV_MAX_RECORD_SIZE:
		"it has more than 1 MiB, or a quote before it is not closed",
};

function parseRecord(
	row: number,
	header: Column[],
	record: string[],
	defaults: RowDefaults,
): ParsedRow {
	if (record.length !== header.length)
		return bad(
			row,
			`It has ${record.length} cells, and the header has ${header.length}.`,
		);
	const cells: Cells = {};
	for (const [index, column] of header.entries())
		cells[column] = record[index] ?? "";
	return parseCells(row, cells, defaults);
}

function bad(row: number, message: string): ParsedRow {
	return { kind: "bad", row, issues: [malformedIssue([], message)] };
}
