import type { DatabaseSync } from "node:sqlite";
import {
	JournalError,
	resubmittingIsSafe,
} from "../../settlement/journal-error.ts";
import { databaseError, openDatabase } from "./open-database.ts";

/** The tables of a journal; each holds JSON by key. */
const tables = ["submissions", "uploads"] as const;

/** A table of a journal. */
export type JournalTable = (typeof tables)[number];

/** An open journal file. */
export type JournalFile = {
	db: DatabaseSync;
	/** The file in messages: "The journal may-invoices.journal". */
	label: string;
};

/**
 * Opens a journal's database and holds it exclusively.
 *
 * @throws {JournalError} if the file cannot be opened, is in use, or is not a journal
 */
export function openJournalFile(path: string): JournalFile {
	const label = `The journal ${path}`;
	try {
		const db = openDatabase(path, {
			label,
			error: journalError,
			help,
			// "SIGJ" in ASCII.
			applicationId: 0x5349474a,
			migrations: [createTables, addIsOpen],
		});
		return { db, label };
	} catch (error) {
		throw toJournalError(error, label);
	}
}

/** SQLite's error as a {@link JournalError}; any other error as it is. */
export function toJournalError(error: unknown, label: string): unknown {
	const known = databaseError(error, { label, error: journalError, help });
	return known === error && isSqliteError(error)
		? journalError(`${label} is damaged. ${help}`, { cause: error })
		: known;
}

const help = `Restore the file from a copy, or start with a new journal. ${resubmittingIsSafe}`;

function journalError(message: string, options?: ErrorOptions): JournalError {
	return new JournalError(message, options);
}

function isSqliteError(error: unknown): boolean {
	return error instanceof Error && "errcode" in error;
}

function createTables(db: DatabaseSync): void {
	for (const table of tables)
		db.exec(
			`CREATE TABLE ${table} (key TEXT PRIMARY KEY, entry TEXT NOT NULL) WITHOUT ROWID`,
		);
}

/** Marks the entries that are not done. Those of an earlier version count as open: they cannot be read anyway. */
function addIsOpen(db: DatabaseSync): void {
	for (const table of tables) {
		db.exec(
			`ALTER TABLE ${table} ADD COLUMN is_open INTEGER NOT NULL DEFAULT 1`,
		);
		db.exec(`CREATE INDEX open_${table} ON ${table} (key) WHERE is_open = 1`);
	}
}
