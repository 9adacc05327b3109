import { closeSync, openSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { monotonicNow } from "../util/clock.ts";

const pollMs = 20;
const sqliteBusy = 5;

/**
 * Runs `work` while holding an exclusive lock, across processes. SQLite holds it through the operating system, which
 * releases it when its owner ends, however it ends. Waiting does not block the event loop.
 *
 * @param path a file for the lock alone, which stays empty
 * @param timeoutMs rejects with `timeoutError()` after waiting for so many milliseconds
 */
export async function withFileLock<T>(
	path: string,
	timeoutMs: number,
	timeoutError: () => Error,
	work: () => Promise<T>,
): Promise<T> {
	const giveUpAt = monotonicNow() + timeoutMs;
	createIfMissing(path);
	const db = new DatabaseSync(path, { timeout: 0 });
	try {
		while (!tryAcquire(db)) {
			if (monotonicNow() >= giveUpAt) throw timeoutError();
			await new Promise((resolve) => setTimeout(resolve, pollMs));
		}
		return await work();
	} finally {
		db.close();
	}
}

function tryAcquire(db: DatabaseSync): boolean {
	try {
		db.exec("BEGIN EXCLUSIVE");
		return true;
	} catch (error) {
		if (error instanceof Error && "errcode" in error)
			if ((Number(error.errcode) & 0xff) === sqliteBusy) return false;
		throw error;
	}
}

/** Does not open an existing file: closing it would release the lock that this process may hold on it. */
function createIfMissing(path: string): void {
	try {
		closeSync(openSync(path, "wx", 0o600));
	} catch (error) {
		if (error instanceof Error && "code" in error && error.code === "EEXIST")
			return;
		throw error;
	}
}
