import type { Sql, SqlParam, SqlRow } from "../../upstreams/embedded/sql.ts";
import type { ObjectStorage } from "./bindings.ts";

/** {@link Sql} on a durable object's storage. What is written is durable before any answer leaves the object. */
export function durableObjectSql(storage: ObjectStorage): Sql {
	return {
		exec: (query: string, ...params: SqlParam[]): SqlRow[] =>
			storage.sql.exec(query, ...params).toArray(),
		transaction: <T>(work: () => T): T => storage.transactionSync(work),
	};
}
