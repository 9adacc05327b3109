import { closeSync, openSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

/** Marks a file as a journal of ours: "SIGJ", as a number. */
const applicationId = 0x5349474a;

/** Counts up when the table changes its shape. */
const formatVersion = 1;

/** What a journal keeps, as JSON by key. */
export const journalTables = ["submissions", "uploads"] as const;

/** Why a journal cannot be used, in a sentence for a person. */
export class JournalError extends Error {
	override readonly name = "JournalError";
}

/**
 * Opens a journal's database and holds it until it is closed or the process ends, however it ends. Nothing that it
 * confirms is lost with the process, or with the machine.
 *
 * @throws {JournalError} where the file cannot be opened, is in use, or is no journal
 */
export function openJournalFile(path: string): DatabaseSync {
	touch(path);
	const db = open(path);
	try {
		// The system gives the lock up when the process ends: kill -9 leaves none behind.
		db.exec("PRAGMA locking_mode = EXCLUSIVE");
		db.exec("BEGIN EXCLUSIVE");
		claim(db);
		db.exec("COMMIT");
		db.exec("PRAGMA journal_mode = WAL");
		db.exec("PRAGMA synchronous = FULL");
		return db;
	} catch (error) {
		db.close();
		throw explained(error);
	}
}

/**
 * Makes the file where there is none; only its owner may read it: it holds comments. One that is there is left alone:
 * opened and closed, it would lose the lock that this very process may have on it.
 */
function touch(path: string): void {
	try {
		closeSync(openSync(path, "wx", 0o600));
	} catch (cause) {
		if (cause instanceof Error && "code" in cause && cause.code === "EEXIST")
			return;
		throw new JournalError("The journal's file cannot be opened.", { cause });
	}
}

function open(path: string): DatabaseSync {
	try {
		return new DatabaseSync(path, { timeout: 0 });
	} catch (error) {
		throw explained(error);
	}
}

function claim(db: DatabaseSync): void {
	if (pragma(db, "application_id") === applicationId) {
		if (pragma(db, "user_version") === formatVersion) return;
		throw new JournalError("The journal was written by another version.");
	}
	const tables = db
		.prepare("SELECT COUNT(*) AS count FROM sqlite_master")
		.get()?.["count"];
	if (tables !== 0 || pragma(db, "application_id") !== 0)
		throw new JournalError(
			"The journal's file is a database of something else.",
		);
	db.exec(`PRAGMA application_id = ${applicationId}`);
	db.exec(`PRAGMA user_version = ${formatVersion}`);
	for (const table of journalTables)
		db.exec(
			`CREATE TABLE ${table} (key TEXT PRIMARY KEY, entry TEXT NOT NULL) WITHOUT ROWID`,
		);
}

function pragma(
	db: DatabaseSync,
	name: "application_id" | "user_version",
): unknown {
	return db.prepare(`PRAGMA ${name}`).get()?.[name];
}

/** SQLite's error as a {@link JournalError}; any other as it is. */
export function explained(error: unknown): unknown {
	const code =
		error instanceof Error && "errcode" in error
			? Number(error.errcode) & 0xff
			: 0;
	const sentence = sqliteReasons[code];
	return sentence === undefined
		? error
		: new JournalError(sentence, { cause: error });
}

/** By SQLite's primary result code. */
const sqliteReasons: Partial<Record<number, string>> = {
	5: "The journal is in use by another run.",
	8: "The journal's file is read-only.",
	10: "The journal's file cannot be read or written.",
	11: "The journal's file is damaged.",
	13: "The disk is full.",
	14: "The journal's file cannot be opened.",
	26: "The journal's file is not a database.",
};
