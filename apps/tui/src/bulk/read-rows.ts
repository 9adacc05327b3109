import { BulkFileError, type ParsedRow, type RowDefaults } from "./bulk-row.ts";
import { csvRows } from "./csv-rows.ts";
import { decodeText } from "./decode-text.ts";
import { jsonRows } from "./json-rows.ts";

/**
 * Reads the rows of a bulk file one after the other. JSON lines begin with a brace; anything else is CSV.
 *
 * @throws {BulkFileError} if the file as a whole cannot be read
 */
export async function* readRows(
	bytes: AsyncIterable<Uint8Array>,
	defaults: RowDefaults,
): AsyncGenerator<ParsedRow, void, undefined> {
	const text = decodeText(bytes);
	let head = "";
	while (head.trim() === "") {
		const next = await text.next();
		if (next.done === true) break;
		head += next.value;
	}
	const [first] = head.trim();
	if (first === "[")
		throw new BulkFileError(
			"The file is a JSON list: write one object on each line (JSON lines), or CSV.",
		);
	const rows = first === "{" ? jsonRows : csvRows;
	yield* rows(startingWith(head, text), defaults);
}

async function* startingWith(
	head: string,
	rest: AsyncIterable<string>,
): AsyncGenerator<string, void, undefined> {
	yield head;
	yield* rest;
}
