import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { backUpTo } from "./backup-file.ts";
import { requestBackup } from "./backup-socket.ts";
import { DataFileError } from "./data-file.ts";
import { openLedgerFile } from "./ledger-file.ts";

/**
 * Makes a backup of a data file: asks the process that serves it, or opens the file if none does.
 *
 * @throws DataFileError if the data file cannot be used, BackupError if the backup cannot be made
 */
export async function backUp(data: string, to: string): Promise<void> {
	if (!existsSync(data)) throw new DataFileError("The data file is missing.");
	const target = resolve(to);
	if (await requestBackup(data, target)) return;
	const { db } = openLedgerFile(data, null);
	try {
		await backUpTo(db, target);
	} finally {
		db.close();
	}
}
