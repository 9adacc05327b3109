import { closeSync, lstatSync, openSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { monotonicNow } from "../../util/clock.ts";
import { existingDatabase } from "./existing-database.ts";
import { hasCode } from "./follow-links.ts";
import { restrictToOwner } from "./owner-only.ts";

const pollMs = 20;
const sqliteBusy = 5;

/** A lock, and what is thrown if it cannot be had. */
export type FileLock = {
	/** A file for the lock alone, which stays empty. */
	path: string;
	/** Creates an error from a sentence for a person. */
	error: (message: string) => Error;
};

/**
 * Runs `work` while holding an exclusive lock, across processes. SQLite holds it through the operating system, which
 * releases it when its owner ends, however it ends. Waiting does not block the event loop.
 *
 * @param timeoutMs how long to wait for the lock
 * @throws the error that `lock.error` creates: the wait has timed out, or something else than a file has the lock's name
 */
export async function withFileLock<T>(
	lock: FileLock,
	timeoutMs: number,
	work: () => Promise<T>,
): Promise<T> {
	const giveUpAt = monotonicNow() + timeoutMs;
	const db = openLock(lock);
	try {
		while (!tryAcquire(db)) {
			if (monotonicNow() >= giveUpAt)
				throw lock.error("The token file is locked for too long.");
			await new Promise((resolve) => setTimeout(resolve, pollMs));
		}
		return await work();
	} finally {
		db.close();
	}
}

/** Runs `work` while holding the lock, unless it is held by another owner: then it does nothing. */
export function ifUnlocked(lock: FileLock, work: () => void): void {
	const db = openLock(lock);
	try {
		if (tryAcquire(db)) work();
	} finally {
		db.close();
	}
}

function openLock({ path, error }: FileLock): DatabaseSync {
	createIfMissing(path);
	if (!lstatSync(path).isFile())
		throw error(
			`The lock of the token file is not a file (${path}): remove it, and try again.`,
		);
	// Others could hold it. It has no content, so it is used all the same if that cannot be changed.
	restrictToOwner(path);
	return new DatabaseSync(existingDatabase(path), { timeout: 0 });
}

function tryAcquire(db: DatabaseSync): boolean {
	try {
		// Nothing is written, so that no file is needed to undo it.
		db.exec("PRAGMA journal_mode = MEMORY");
		db.exec("BEGIN EXCLUSIVE");
		return true;
	} catch (error) {
		if (error instanceof Error && "errcode" in error)
			if ((Number(error.errcode) & 0xff) === sqliteBusy) return false;
		throw error;
	}
}

/** Follows no symbolic link. Does not open an existing file: closing it would release the lock that this process may hold on it. */
function createIfMissing(path: string): void {
	try {
		closeSync(openSync(path, "wx", 0o600));
	} catch (error) {
		if (!hasCode(error, "EEXIST")) throw error;
	}
}
