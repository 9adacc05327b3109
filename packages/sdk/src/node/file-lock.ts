import { closeSync, openSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

const pollMs = 20;
const busy = 5;

/**
 * Does something while nobody else does who takes the same lock, in this process or any other. SQLite holds it through
 * the system, which takes it back as soon as its owner is gone, however that ended; waiting blocks nothing.
 *
 * @param path a file of the lock's own, which stays empty
 * @param patienceMs rejects with `late()` after so many milliseconds of waiting
 */
export async function withFileLock<T>(
	path: string,
	patienceMs: number,
	late: () => Error,
	work: () => Promise<T>,
): Promise<T> {
	const giveUpAt = Date.now() + patienceMs;
	touch(path);
	const db = new DatabaseSync(path, { timeout: 0 });
	try {
		while (!took(db)) {
			if (Date.now() >= giveUpAt) throw late();
			await new Promise((resolve) => setTimeout(resolve, pollMs));
		}
		return await work();
	} finally {
		db.close();
	}
}

function took(db: DatabaseSync): boolean {
	try {
		db.exec("BEGIN EXCLUSIVE");
		return true;
	} catch (error) {
		if (error instanceof Error && "errcode" in error)
			if ((Number(error.errcode) & 0xff) === busy) return false;
		throw error;
	}
}

/** One that is there is left alone: opened and closed, it would lose the lock that this very process may have on it. */
function touch(path: string): void {
	try {
		closeSync(openSync(path, "wx", 0o600));
	} catch (error) {
		if (error instanceof Error && "code" in error && error.code === "EEXIST")
			return;
		throw error;
	}
}
