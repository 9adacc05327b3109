import type { DatabaseSync } from "node:sqlite";
import { openDatabase } from "@signoff/sdk/node";

/** Why a data file cannot be used, in a sentence for a person. */
export class DataFileError extends Error {
	override readonly name = "DataFileError";
}

/**
 * Opens a ledger's database and holds it exclusively: no second process opens it until this one ends.
 *
 * @param path the data file, created if there is none; `null` keeps everything in memory
 * @throws {DataFileError} if the file cannot be opened, is in use, or is no ledger
 */
export function openDataFile(path: string | null): DatabaseSync {
	return openDatabase(path, {
		label: "The data file",
		// "SIGN", as a number.
		applicationId: 0x5349474e,
		// The ledger creates its tables itself, as on Workers, where no file is opened.
		migrations: [() => {}],
		error: (message, options) => new DataFileError(message, options),
	});
}
