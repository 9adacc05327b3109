import type { Sql } from "../../sql/sql-database.ts";
import { dropReservedIds } from "./id-counter.ts";
import { dropCounts, storeCounts } from "./instance-counts.ts";
import { forgetRows } from "./remembered.ts";

/**
 * The database of a ledger, with what the ledger keeps of it in memory: counts that are stored at the end of each
 * transaction, reserved ids, and rows that never change. A transaction that is rolled back leaves nothing of that.
 */
export function ledgerSql(sql: Sql): Sql {
	const own: Sql = {
		exec: (query, ...params) => sql.exec(query, ...params),
		transaction<T>(work: () => T): T {
			try {
				return sql.transaction(() => {
					const result = work();
					storeCounts(own);
					return result;
				});
			} catch (error) {
				dropCounts(own);
				dropReservedIds(own);
				forgetRows(own);
				throw error;
			}
		},
	};
	return own;
}
