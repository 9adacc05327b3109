import type { DatabaseSync } from "node:sqlite";
import { databaseError, openDatabase } from "./open-database.ts";

/** The tables of a journal; each holds JSON by key. */
const tables = ["submissions", "uploads"] as const;

/** A table of a journal. */
export type JournalTable = (typeof tables)[number];

/** Why a journal cannot be used, in a sentence for a person. */
export class JournalError extends Error {
	override readonly name = "JournalError";
}

const journal = {
	label: "The journal",
	error: (message: string, options?: ErrorOptions) =>
		new JournalError(message, options),
};

/**
 * Opens a journal's database and holds it exclusively.
 *
 * @throws {JournalError} if the file cannot be opened, is in use, or is not a journal
 */
export function openJournalFile(path: string): DatabaseSync {
	return openDatabase(path, {
		...journal,
		// "SIGJ" in ASCII.
		applicationId: 0x5349474a,
		migrations: [createTables],
	});
}

/** SQLite's error as a {@link JournalError}; any other error as it is. */
export function toJournalError(error: unknown): unknown {
	return databaseError(error, journal);
}

function createTables(db: DatabaseSync): void {
	for (const table of tables)
		db.exec(
			`CREATE TABLE ${table} (key TEXT PRIMARY KEY, entry TEXT NOT NULL) WITHOUT ROWID`,
		);
}
