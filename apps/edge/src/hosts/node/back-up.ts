import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { backUpTo } from "./backup-file.ts";
import { requestBackup } from "./backup-socket.ts";
import { DataFileError } from "./data-file.ts";
import { openLedgerFile } from "./ledger-file.ts";
import { openRelayFile } from "./relay-file.ts";

/** Opens a data file of either upstream: each refuses that of the other one. */
function open(data: string): DatabaseSync {
	const ledger = attempt(() => openLedgerFile(data, null).db);
	if ("db" in ledger) return ledger.db;
	const relay = attempt(() => openRelayFile(data));
	if ("db" in relay) return relay.db;
	throw ledger.error;
}

function attempt(
	open: () => DatabaseSync,
): { db: DatabaseSync } | { error: unknown } {
	try {
		return { db: open() };
	} catch (error) {
		return { error };
	}
}

/**
 * Makes a backup of a data file: asks the process that serves it, or opens the file if none does.
 *
 * @throws DataFileError if the data file cannot be used, BackupError if the backup cannot be made
 */
export async function backUp(data: string, to: string): Promise<void> {
	if (!existsSync(data)) throw new DataFileError("The data file is missing.");
	const target = resolve(to);
	if (await requestBackup(data, target)) return;
	const db = open(data);
	try {
		await backUpTo(db, target);
	} finally {
		db.close();
	}
}
