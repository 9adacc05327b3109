import type { Row, Sql, SqlInput } from "../../upstreams/embedded/sql.ts";
import type { ObjectStorage } from "./bindings.ts";

/** {@link Sql} on a durable object's storage. What is written is durable before any answer leaves the object. */
export function sqlOnStorage(storage: ObjectStorage): Sql {
	return {
		exec: (query: string, ...params: SqlInput[]): Row[] =>
			storage.sql.exec(query, ...params).toArray(),
		transaction: <T>(work: () => T): T => storage.transactionSync(work),
	};
}
