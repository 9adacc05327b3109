import type { DatabaseSync, StatementSync } from "node:sqlite";
import type {
	Sql,
	SqlParam,
	SqlRow,
} from "../../upstreams/embedded/sql-database.ts";

/** Implements {@link Sql} with `node:sqlite`. Prepares each statement once. */
export function nodeSql(db: DatabaseSync): Sql {
	const prepared = new Map<string, StatementSync>();
	return {
		exec(query: string, ...params: SqlParam[]): SqlRow[] {
			const statement = prepared.get(query) ?? db.prepare(query);
			prepared.set(query, statement);
			return statement.all(...params);
		},
		transaction<T>(work: () => T): T {
			db.exec("BEGIN IMMEDIATE");
			try {
				const result = work();
				db.exec("COMMIT");
				return result;
			} catch (error) {
				if (db.isTransaction) db.exec("ROLLBACK");
				throw error;
			}
		},
	};
}
