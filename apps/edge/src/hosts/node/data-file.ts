import type { DatabaseSync } from "node:sqlite";
import { openDatabase } from "@signoff/sdk/node";

/** The data file cannot be used. The message is a sentence for a person. */
export class DataFileError extends Error {
	override readonly name = "DataFileError";
}

/**
 * Opens a ledger's database exclusively: no other process can open it until this one ends.
 *
 * @param path the data file, created if it does not exist; `null` stores everything in memory
 * @throws DataFileError if the file cannot be opened, is in use, or is not a ledger
 */
export function openDataFile(path: string | null): DatabaseSync {
	return openDatabase(path, {
		label: "The data file",
		// "SIGN", as a number.
		applicationId: 0x5349474e,
		// The ledger creates its tables itself, as on Workers, which open no file.
		migrations: [() => {}],
		error: (message, options) => new DataFileError(message, options),
	});
}
