import { didYouMean, sanitize } from "@signoff/core/validation";
import { BulkFileError } from "./bulk-row.ts";

/** The columns of a CSV file. */
export const columns = [
	"company_id",
	"project_id",
	"instance_id",
	"step_id",
	"option",
	"comment",
	"files",
] as const;

/** A column of a CSV file. */
export type Column = (typeof columns)[number];

const required: readonly Column[] = ["instance_id", "step_id", "option"];

/**
 * Reads the names in the header, in any order.
 *
 * @throws {BulkFileError} if a name is unknown, missing or repeated
 */
export function readHeader(cells: readonly string[]): Column[] {
	const names = cells.map((cell) => cell.trim());
	const [only = ""] = names;
	if (names.length === 1 && /[;\t]/.test(only))
		throw new BulkFileError(
			"The header row has a single cell: separate the columns by commas.",
		);
	const header = names.map((name) => {
		const column = columns.find((each) => each === name.toLowerCase());
		if (column === undefined) throw unknownColumn(name);
		return column;
	});
	const repeated = header.find((name, at) => header.indexOf(name) !== at);
	if (repeated !== undefined)
		throw new BulkFileError(`The column \`${repeated}\` is there twice.`);
	const missing = required.filter((name) => !header.includes(name));
	if (missing.length > 0)
		throw new BulkFileError(
			`The header row lacks ${missing.map((name) => `\`${name}\``).join(", ")}. ${known}`,
		);
	return header;
}

const known = `The columns are ${columns.join(", ")}.`;

/** A name is repeated only if it looks like one: a file without a header begins with data. */
function unknownColumn(name: string): BulkFileError {
	const shown = /^[A-Za-z_ ]{1,40}$/.test(name) ? ` \`${sanitize(name)}\`` : "";
	const suggestion = didYouMean(name.toLowerCase(), columns);
	return new BulkFileError(
		`The header row has an unknown column${shown}${suggestion} ${known}`,
	);
}
