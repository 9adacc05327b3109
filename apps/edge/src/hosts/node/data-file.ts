import { closeSync, openSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

/** Marks a file as a ledger of ours: "SIGN", as a number. */
const applicationId = 0x5349474e;

/** Counts up when the tables change their shape. */
const formatVersion = 1;

/** Why a data file cannot be used, in a sentence for a person. */
export class DataFileError extends Error {
	override readonly name = "DataFileError";
}

/**
 * Opens a ledger's database and holds it: no second process gets in until this one ends, however it ends. What is
 * committed is on disk before the commit returns.
 *
 * @param path the data file, made where there is none; `null` keeps everything in memory
 * @throws DataFileError where the file cannot be opened, is in use, or is no ledger
 */
export function openDatabase(path: string | null): DatabaseSync {
	if (path !== null) touch(path);
	const db = new DatabaseSync(path ?? ":memory:", { timeout: 0 });
	try {
		// Held from the first read on, and given up by the system when the process ends: kill -9 leaves no lock behind.
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

/** Only its owner may read the file: it holds comments and hashes of tokens. */
function touch(path: string): void {
	try {
		closeSync(openSync(path, "a", 0o600));
	} catch (error) {
		const code =
			error instanceof Error && "code" in error ? String(error.code) : "";
		throw new DataFileError(
			`The data file cannot be opened (${reasons[code] ?? (code || "unknown reason")}).`,
			{ cause: error },
		);
	}
}

const reasons: Partial<Record<string, string>> = {
	ENOENT: "its folder does not exist",
	ENOTDIR: "its folder is not a folder",
	EISDIR: "it is a folder",
	EACCES: "permission denied",
	EROFS: "the file system is read-only",
};

function claim(db: DatabaseSync): void {
	if (pragma(db, "application_id") === applicationId) {
		if (pragma(db, "user_version") === formatVersion) return;
		throw new DataFileError(
			"The data file was written by another version of signoff-edge.",
		);
	}
	const tables = db
		.prepare("SELECT COUNT(*) AS count FROM sqlite_master")
		.get()?.["count"];
	if (tables !== 0 || pragma(db, "application_id") !== 0)
		throw new DataFileError("The data file is a database of something else.");
	db.exec(`PRAGMA application_id = ${applicationId}`);
	db.exec(`PRAGMA user_version = ${formatVersion}`);
}

function pragma(
	db: DatabaseSync,
	name: "application_id" | "user_version",
): unknown {
	return db.prepare(`PRAGMA ${name}`).get()?.[name];
}

function explained(error: unknown): unknown {
	const code =
		error instanceof Error && "errcode" in error
			? Number(error.errcode) & 0xff
			: 0;
	const sentence = sqliteReasons[code];
	return sentence === undefined
		? error
		: new DataFileError(sentence, { cause: error });
}

/** By SQLite's primary result code. */
const sqliteReasons: Partial<Record<number, string>> = {
	5: "The data file is in use by another process.",
	8: "The data file is read-only.",
	10: "The data file cannot be read or written.",
	11: "The data file is damaged.",
	13: "The disk is full.",
	14: "The data file cannot be opened.",
	26: "The data file is not a database.",
};
