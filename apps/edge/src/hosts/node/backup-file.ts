import { randomUUID } from "node:crypto";
import {
	closeSync,
	existsSync,
	fsyncSync,
	openSync,
	renameSync,
	rmSync,
} from "node:fs";
import { dirname } from "node:path";
import { backup, type DatabaseSync } from "node:sqlite";
import { storageFaultOf } from "../../faults/storage-fault.ts";

/** The backup cannot be made. The message is a sentence for a person. */
export class BackupError extends Error {
	override readonly name = "BackupError";
}

/**
 * Copies an open database to a new file, while it is used. The copy has everything that was committed before the call;
 * it appears under its name once it is complete and on disk. Only its owner may read it.
 *
 * @throws BackupError if the file exists, or cannot be written
 */
export async function backUpTo(db: DatabaseSync, to: string): Promise<void> {
	const temporary = `${to}.${randomUUID()}.tmp`;
	try {
		refuseExisting(to);
		closeSync(openSync(temporary, "wx", 0o600));
		await backup(db, temporary);
		refuseExisting(to);
		renameSync(temporary, to);
		syncFolder(dirname(to));
	} catch (error) {
		for (const end of ["", "-journal", "-wal", "-shm"])
			rmSync(temporary + end, { force: true });
		throw toBackupError(error);
	}
}

function refuseExisting(to: string): void {
	if (existsSync(to))
		throw new BackupError("The backup file already exists: choose a new name.");
}

/** A renamed file is durable once its folder is. Windows cannot open a folder, and does not need this. */
function syncFolder(path: string): void {
	if (process.platform === "win32") return;
	const folder = openSync(path, "r");
	try {
		fsyncSync(folder);
	} finally {
		closeSync(folder);
	}
}

function toBackupError(error: unknown): unknown {
	if (!(error instanceof Error) || error instanceof BackupError) return error;
	const code = "code" in error ? String(error.code) : "";
	const reason =
		systemReasons[code] ?? storageReasons[storageFaultOf(error) ?? ""];
	return reason === undefined
		? error
		: new BackupError(`The backup cannot be written (${reason}).`, {
				cause: error,
			});
}

const systemReasons: Partial<Record<string, string>> = {
	ENOENT: "its folder does not exist",
	ENOTDIR: "its folder is not a folder",
	EACCES: "permission denied",
	EROFS: "the file system is read-only",
	ENOSPC: "the disk is full",
	ENAMETOOLONG: "its name is too long",
};

const storageReasons: Partial<Record<string, string>> = {
	disk_full: "the disk is full",
	read_only: "it is read-only",
	damaged: "the data file is damaged",
	io_error: "the disk reports an error",
};
