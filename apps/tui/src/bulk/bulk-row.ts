import type { Issue, Submission } from "@signoff/core";

/** What a row of a bulk file asks for. */
export type BulkRow = {
	/** From 1: the first row below the header, or the first line of JSON. */
	row: number;
	/** With the option as it was written: an id or a name. */
	submission: Submission;
	/** Whether the option may be a name, and has to be looked up. */
	isDraft: boolean;
	/** Absolute paths of the files to upload and attach. */
	files: string[];
};

/** A row, or what is wrong with it. */
export type ParsedRow =
	| { kind: "row"; row: BulkRow }
	| { kind: "bad"; row: number; issues: Issue[] };

/** What a row may leave out, from the settings. */
export type RowDefaults = {
	company_id: string | undefined;
	project_id: string | undefined;
};

/** The file as a whole cannot be read. `message` is a sentence about it that does not repeat its content. */
export class BulkFileError extends Error {
	override readonly name = "BulkFileError";
}
