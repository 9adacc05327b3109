import type { DatabaseSync } from "node:sqlite";
import { openDatabase } from "@signoff/sdk/node";
import { settlementMigrations } from "../../settlements/sql-store.ts";
import { DataFileError } from "./data-file.ts";

/**
 * Opens the data file of a relay exclusively. What is deleted is overwritten, so that no credential remains of a
 * settlement that has ended.
 *
 * @param path created if it does not exist; `null` stores everything in memory
 * @throws DataFileError if the file cannot be used
 */
export function openRelayFile(path: string | null): DatabaseSync {
	const db = openDatabase(path, {
		label: "The data file",
		help: "Restore a backup, or use the version of signoff-edge that wrote it.",
		error: (message, options) => new DataFileError(message, options),
		// "SRLY", as a number.
		applicationId: 0x53524c59,
		migrations: settlementMigrations.map(
			(statements) => (db: DatabaseSync) =>
				statements.forEach((statement) => {
					db.exec(statement);
				}),
		),
	});
	db.exec("PRAGMA secure_delete = ON");
	return db;
}

/**
 * Empties the write-ahead log, which has earlier versions of what was deleted since.
 *
 * @returns false if a backup that reads it is under way
 */
export function truncateLog(db: DatabaseSync): boolean {
	const row = db.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get();
	return row?.["busy"] === 0;
}
