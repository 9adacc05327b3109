import type { DatabaseSync } from "node:sqlite";
import { databaseError, openDatabase } from "@signoff/sdk/node";
import { ledgerVersion } from "../../upstreams/embedded/migrate.ts";

/** The data file cannot be used. The message is a sentence for a person. */
export class DataFileError extends Error {
	override readonly name = "DataFileError";
}

const description = {
	label: "The data file",
	help: "Restore a backup, or use the version of signoff-edge that wrote it.",
	error: (message: string, options?: ErrorOptions): Error =>
		new DataFileError(message, options),
};

/**
 * Opens a ledger's database exclusively: no other process can open it until this one ends.
 *
 * @param path the data file, created if it does not exist; `null` stores everything in memory
 * @throws DataFileError if the file cannot be opened, is in use, is not a ledger, or a later version has written it
 */
export function openDataFile(path: string | null): DatabaseSync {
	return openDatabase(path, {
		...description,
		// "SIGN", as a number.
		applicationId: 0x5349474e,
		// The ledger migrates itself, as on Workers, which open no file. The file counts the same versions, so that an
		// earlier edge refuses it.
		migrations: Array.from({ length: ledgerVersion }, () => () => {}),
	});
}

/** An error of SQLite as a {@link DataFileError}; any other error as it is. */
export function toDataFileError(error: unknown): unknown {
	return databaseError(error, description);
}
