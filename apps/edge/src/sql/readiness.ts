import type { Commit, Sql } from "./sql-database.ts";

/** Whether a database can take a submission now. It has the table `readiness`. */
export type Readiness = {
	/** Remembers work that failed because of the storage. The database is not ready until it succeeds. */
	failed(work: () => unknown): void;
	/** Rejects with the storage's error if it cannot take a submission. */
	check(): Promise<void>;
};

/** Bytes that are written after a fault: room for a few submissions, so that the next one does not fail as well. */
const roomBytes = 65_536;

/**
 * Checks the storage by writing to it. After a fault, also runs the work that failed once more, without its effect.
 */
export function readinessOf(sql: Sql, commit: Commit): Readiness {
	let failedWork: (() => unknown) | null = null;

	function write(bytes: number): void {
		sql.exec(
			"INSERT INTO readiness (id, filler) VALUES (1, zeroblob(?)) ON CONFLICT (id) DO UPDATE SET filler = excluded.filler",
			bytes,
		);
	}

	function runWithoutEffect(work: () => unknown): void {
		try {
			sql.transaction(() => {
				work();
				throw new Undo();
			});
		} catch (error) {
			if (!(error instanceof Undo)) throw error;
		}
	}

	return {
		failed(work) {
			failedWork = work;
		},
		async check() {
			const work = failedWork;
			if (work === null) return commit(() => write(1));
			runWithoutEffect(work);
			await commit(() => write(roomBytes));
			if (failedWork === work) failedWork = null;
		},
	};
}

/** Rolls a transaction back that has succeeded. */
class Undo extends Error {
	override readonly name = "Undo";
}
