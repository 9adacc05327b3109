import {
	accessSync,
	closeSync,
	constants,
	existsSync,
	lstatSync,
	openSync,
	statSync,
} from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { existingDatabase } from "../files/existing-database.ts";
import { followLinks } from "../files/follow-links.ts";
import { othersHaveAccess, restrictToOwner } from "../files/owner-only.ts";

/** What a database file is, and how it is opened. */
export type DatabaseOptions = {
	/** The file's name in messages: "The journal". */
	label: string;
	/** SQLite's `application_id`: marks the file as this kind of file. */
	applicationId: number;
	/**
	 * Each migrates the file to the next version, oldest first; SQLite's `user_version` counts those applied. A file of a
	 * later version is refused.
	 */
	migrations: readonly ((db: DatabaseSync) => void)[];
	/** Creates the error that is thrown; its message is a sentence for a person. */
	error: (message: string, options?: ErrorOptions) => Error;
	/** A sentence that is added if the file is damaged or of another version: what helps. */
	help?: string | undefined;
	/**
	 * Whether several processes use the file at once. Each transaction then waits for those of the others, at most 5
	 * seconds; begin one that writes with `BEGIN IMMEDIATE`.
	 * @default false
	 */
	shared?: boolean | undefined;
};

/**
 * Opens an SQLite file and, unless it is shared, holds it exclusively until it is closed or the process ends, however it
 * ends: the system releases the lock, also after `kill -9`. What is committed is on disk before the commit returns. The file is created
 * if there is none; only its owner may read it, and access of others to an existing file is removed.
 *
 * @param path the file, or `null` for a database in memory
 * @throws the error that `options.error` creates: the file cannot be opened, is in use, is another kind of file or of
 * another version, or others may read it and that cannot be changed
 */
export function openDatabase(
	path: string | null,
	options: DatabaseOptions,
): DatabaseSync {
	if (path !== null) {
		prepareFile(path, options);
		restrictFiles(path, options);
	}
	const db = connect(path, options);
	try {
		if (options.shared !== true) db.exec("PRAGMA locking_mode = EXCLUSIVE");
		db.exec(options.shared === true ? "BEGIN IMMEDIATE" : "BEGIN EXCLUSIVE");
		migrate(db, options);
		db.exec("COMMIT");
		useWriteAheadLog(db);
		db.exec("PRAGMA synchronous = FULL");
		return db;
	} catch (error) {
		db.close();
		throw databaseError(error, options);
	}
}

/**
 * Changes the journal mode, which is stored in the file. SQLite does not wait for another process that opens the same
 * new file, but reports it at once: then one of the two has changed the mode.
 */
function useWriteAheadLog(db: DatabaseSync): void {
	for (let attempt = 1; ; attempt++)
		try {
			db.exec("PRAGMA journal_mode = WAL");
			return;
		} catch (error) {
			if (!isBusy(error) || attempt === walAttempts) throw error;
			Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, walPauseMs);
		}
}

const walAttempts = 100;
const walPauseMs = 20;

/**
 * Creates the file if there is none. Does not open an existing file: closing it would release the lock that this process
 * may hold on it.
 */
function prepareFile(path: string, { label, error }: DatabaseOptions): void {
	try {
		if (!existsSync(path)) createFile(path);
		else if (statSync(path).isDirectory()) throw systemError("EISDIR");
		else accessSync(path, constants.R_OK | constants.W_OK);
	} catch (cause) {
		const code =
			cause instanceof Error && "code" in cause ? String(cause.code) : "";
		const reason = systemReasons[code] ?? (code || "unknown reason");
		throw error(`${label} cannot be opened (${reason}).`, { cause });
	}
}

/** Another process may create it at the same time. */
function createFile(path: string): void {
	try {
		closeSync(openSync(path, "wx", 0o600));
	} catch (error) {
		if (!existsSync(path)) throw error;
	}
}

/** The file, and those that SQLite keeps beside it: after `kill -9` they hold what was committed last. */
function restrictFiles(path: string, { label, error }: DatabaseOptions): void {
	const file = followLinks(path);
	for (const end of ["", "-wal", "-shm", "-journal"]) {
		const stats = lstatSync(file + end, { throwIfNoEntry: false });
		if (stats === undefined) continue;
		if (end !== "" && !stats.isFile())
			throw error(
				`${label} cannot be opened (the ${end} file beside it is not a file).`,
			);
		if (!restrictToOwner(file + end))
			throw error(`${label} ${othersHaveAccess}`);
	}
}

function systemError(code: string): Error {
	return Object.assign(new Error(code), { code });
}

const systemReasons: Partial<Record<string, string>> = {
	ENOENT: "its folder does not exist",
	EEXIST: "it is a symbolic link to a file that does not exist",
	ENOTDIR: "its folder is not a folder",
	EISDIR: "it is a folder",
	EACCES: "permission denied",
	EROFS: "the file system is read-only",
};

function connect(path: string | null, options: DatabaseOptions): DatabaseSync {
	try {
		const file = path === null ? ":memory:" : existingDatabase(path);
		const timeout = options.shared === true ? sharedTimeoutMs : 0;
		return new DatabaseSync(file, { timeout });
	} catch (error) {
		throw databaseError(error, options);
	}
}

const sharedTimeoutMs = 5000;

function migrate(
	db: DatabaseSync,
	{ label, applicationId, migrations, error, help }: DatabaseOptions,
): void {
	const marked = pragma(db, "application_id");
	const isNew = marked === 0 && isEmpty(db);
	if (marked !== applicationId && !isNew)
		throw error(`${label} is a database of something else.`);
	const version = isNew ? 0 : Number(pragma(db, "user_version"));
	if (version > migrations.length || (version === 0 && !isNew))
		throw error(withHelp(`${label} was written by another version.`, help));
	for (const apply of migrations.slice(version)) apply(db);
	db.exec(`PRAGMA application_id = ${applicationId}`);
	db.exec(`PRAGMA user_version = ${migrations.length}`);
}

function isEmpty(db: DatabaseSync): boolean {
	const tables = db
		.prepare("SELECT COUNT(*) AS count FROM sqlite_master")
		.get()?.["count"];
	return tables === 0;
}

function pragma(
	db: DatabaseSync,
	name: "application_id" | "user_version",
): unknown {
	return db.prepare(`PRAGMA ${name}`).get()?.[name];
}

/** SQLite's error as a sentence about the file; any other error as it is. */
export function databaseError(
	cause: unknown,
	{ label, error, help }: Pick<DatabaseOptions, "label" | "error" | "help">,
): unknown {
	const code = resultCode(cause);
	const message = sqliteReasons[code]?.(label);
	if (message === undefined) return cause;
	return error(code === damaged ? withHelp(message, help) : message, { cause });
}

/** SQLite's primary result code; 0 for another error. */
function resultCode(error: unknown): number {
	return error instanceof Error && "errcode" in error
		? Number(error.errcode) & 0xff
		: 0;
}

function isBusy(error: unknown): boolean {
	return resultCode(error) === busy;
}

function withHelp(message: string, help: string | undefined): string {
	return help === undefined ? message : `${message} ${help}`;
}

const busy = 5;
const damaged = 11;

/** By SQLite's primary result code. */
const sqliteReasons: Partial<Record<number, (label: string) => string>> = {
	[busy]: (label) => `${label} is in use by another process.`,
	8: (label) => `${label} is read-only.`,
	10: (label) => `${label} cannot be read or written.`,
	[damaged]: (label) => `${label} is damaged.`,
	13: () => "The disk is full.",
	14: (label) => `${label} cannot be opened.`,
	26: (label) => `${label} is not a database.`,
};
