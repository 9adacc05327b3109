import type { DatabaseSync } from "node:sqlite";
import { databaseError, openDatabase } from "@signoff/sdk/node";
import { OutboxError } from "./outbox-error.ts";

/** An open outbox file. */
export type OutboxFile = {
	db: DatabaseSync;
	/** Runs `work` in a transaction that waits for those of other processes. */
	write<T>(work: () => T): T;
	/** Runs `work`, which only reads. */
	read<T>(work: () => T): T;
};

/**
 * Opens the outbox, which several processes use at once.
 *
 * @throws {OutboxError} if the file cannot be opened or written, is damaged, or is not an outbox of this version
 */
export function openOutboxFile(path: string): OutboxFile {
	const label = `The outbox ${path}`;
	const options = {
		label,
		error: (message: string, cause?: ErrorOptions) =>
			new OutboxError(message, cause),
		help: "Use that version of signoff, or move the file away. Nothing was sent.",
		// "SIGO" in ASCII.
		applicationId: 0x5349474f,
		migrations: [createTables],
		shared: true,
	};

	/** SQLite's errors as errors of the outbox. */
	function guarded<T>(work: () => T): T {
		try {
			return work();
		} catch (error) {
			const known = databaseError(error, options);
			if (known !== error || !isSqliteError(error)) throw known;
			throw new OutboxError(`${label} is damaged. ${options.help}`, {
				cause: error,
			});
		}
	}

	const db = guarded(() => openDatabase(path, options));
	const version = options.migrations.length;

	/** A process of a later version may have migrated the file since it was opened. */
	function checkVersion(): void {
		const row = db.prepare("PRAGMA user_version").get();
		if (row?.["user_version"] !== version)
			throw new OutboxError(
				`${label} was written by another version. ${options.help}`,
			);
	}

	return {
		db,
		read: (work) => guarded(work),
		write: (work) =>
			guarded(() => {
				db.exec("BEGIN IMMEDIATE");
				try {
					checkVersion();
					const result = work();
					db.exec("COMMIT");
					return result;
				} catch (error) {
					if (db.isOpen && db.isTransaction) db.exec("ROLLBACK");
					throw error;
				}
			}),
	};
}

function isSqliteError(error: unknown): boolean {
	return error instanceof Error && "errcode" in error;
}

function createTables(db: DatabaseSync): void {
	db.exec(`CREATE TABLE entries (
		id TEXT PRIMARY KEY,
		environment TEXT NOT NULL,
		company_id TEXT NOT NULL,
		project_id TEXT,
		instance_id TEXT NOT NULL,
		step_id TEXT NOT NULL,
		person TEXT,
		origin TEXT NOT NULL,
		fingerprint TEXT NOT NULL,
		submission TEXT NOT NULL,
		files TEXT NOT NULL,
		context TEXT NOT NULL,
		at INTEGER NOT NULL,
		state TEXT NOT NULL,
		due_at INTEGER NOT NULL,
		settlement TEXT,
		outcome TEXT,
		sent INTEGER NOT NULL DEFAULT 0,
		confirmed INTEGER NOT NULL DEFAULT 0,
		tries INTEGER NOT NULL DEFAULT 0,
		settled_at INTEGER,
		lease_owner TEXT,
		lease_until INTEGER,
		fence INTEGER NOT NULL DEFAULT 0
	)`);
	db.exec(
		"CREATE INDEX unsettled ON entries (environment, company_id, due_at) WHERE state <> 'settled'",
	);
	db.exec("CREATE INDEX by_time ON entries (environment, at)");
	db.exec(`CREATE TABLE drafts (
		environment TEXT NOT NULL,
		company_id TEXT NOT NULL,
		project_id TEXT NOT NULL,
		instance_id TEXT NOT NULL,
		step_id TEXT NOT NULL,
		person_id TEXT NOT NULL,
		person TEXT NOT NULL,
		draft TEXT NOT NULL,
		at INTEGER NOT NULL,
		PRIMARY KEY (environment, company_id, project_id, instance_id, step_id, person_id)
	)`);
	db.exec(
		"CREATE TABLE uploads (key TEXT PRIMARY KEY, upload TEXT NOT NULL) WITHOUT ROWID",
	);
}
