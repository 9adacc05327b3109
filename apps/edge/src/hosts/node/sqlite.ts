import type { DatabaseSync, StatementSync } from "node:sqlite";
import {
	CommitError,
	type Sql,
	type SqlParam,
	type SqlRow,
} from "../../sql/sql-database.ts";

/** Implements {@link Sql} with `node:sqlite`. Prepares each statement once. */
export function nodeSql(db: DatabaseSync): Sql {
	const prepared = new Map<string, StatementSync>();
	let rollbackFailed = false;

	function begin(): void {
		if (rollbackFailed && db.isTransaction) db.exec("ROLLBACK");
		rollbackFailed = false;
		db.exec("BEGIN IMMEDIATE");
	}

	function commit(): void {
		try {
			db.exec("COMMIT");
		} catch (error) {
			throw new CommitError("The transaction could not be committed.", {
				cause: error,
			});
		}
	}

	/** The error that was the reason is reported, also if rolling back fails: then the next transaction does it. */
	function rollBack(): void {
		try {
			if (db.isTransaction) db.exec("ROLLBACK");
		} catch {
			rollbackFailed = true;
		}
	}

	return {
		exec(query: string, ...params: SqlParam[]): SqlRow[] {
			const statement = prepared.get(query) ?? db.prepare(query);
			prepared.set(query, statement);
			return statement.all(...params);
		},
		transaction<T>(work: () => T): T {
			begin();
			try {
				const result = work();
				commit();
				return result;
			} catch (error) {
				rollBack();
				throw error;
			}
		},
	};
}
