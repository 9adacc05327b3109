import type { Sql, SqlParam, SqlRow } from "../../sql/sql-database.ts";
import type { ObjectStorage } from "./bindings.ts";

/** Implements {@link Sql} with a durable object's storage. Writes are durable before any reply leaves the object. */
export function durableObjectSql(storage: ObjectStorage): Sql {
	return {
		exec: (query: string, ...params: SqlParam[]): SqlRow[] =>
			storage.sql.exec(query, ...params).toArray(),
		transaction: <T>(work: () => T): T => storage.transactionSync(work),
	};
}
