import { integerColumn, type Sql } from "../../sql/sql-database.ts";
import { schemaVersion1 } from "./schema-version-1.ts";
import { schemaVersion2 } from "./schema-version-2.ts";
import { schemaVersion3 } from "./schema-version-3.ts";

/** Each migrates a ledger to the next version, oldest first. */
const migrations: readonly (readonly string[])[] = [
	schemaVersion1,
	schemaVersion2,
	schemaVersion3,
];

/** The version of the tables that this edge reads and writes. */
export const ledgerVersion: number = migrations.length;

/** A later version of the edge has written this ledger. The message is a sentence for a person. */
export class LedgerVersionError extends Error {
	override readonly name = "LedgerVersionError";

	constructor(version: number) {
		super(
			`The ledger has version ${version}, and this signoff-edge reads versions up to ${ledgerVersion}: use a newer one.`,
		);
	}
}

/**
 * Brings a ledger to the current version, in one transaction. An empty database is version 0.
 *
 * @throws LedgerVersionError if its version is later; nothing is changed
 */
export function migrate(sql: Sql): void {
	sql.transaction(() => {
		const version = storedVersion(sql);
		if (version > ledgerVersion) throw new LedgerVersionError(version);
		if (version === ledgerVersion) return;
		for (const statement of migrations.slice(version).flat())
			sql.exec(statement);
		sql.exec(
			"CREATE TABLE IF NOT EXISTS ledger_version (id INTEGER PRIMARY KEY, version INTEGER NOT NULL) STRICT",
		);
		sql.exec(
			"INSERT INTO ledger_version (id, version) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET version = excluded.version",
			ledgerVersion,
		);
	});
}

/** The first version did not store its number. */
function storedVersion(sql: Sql): number {
	if (hasTable(sql, "ledger_version"))
		return integerColumn(
			sql.exec("SELECT version FROM ledger_version")[0] ?? {},
			"version",
		);
	return hasTable(sql, "company") ? 1 : 0;
}

function hasTable(sql: Sql, name: string): boolean {
	return (
		sql.exec(
			"SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?",
			name,
		).length > 0
	);
}
