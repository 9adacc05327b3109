import type { Sql } from "../../sql/sql-database.ts";

/** The rows of each lookup, by database. */
const lookups: { delete(sql: Sql): unknown }[] = [];

/**
 * A lookup that reads each row once for each database, for rows that never change once they are stored. A row that is
 * missing is looked up again.
 */
export function remembered<T>(
	read: (sql: Sql, key: string) => T | null,
): (sql: Sql, key: string) => T | null {
	const databases = new WeakMap<Sql, Map<string, T>>();
	lookups.push(databases);
	return (sql, key) => {
		const known = databases.get(sql) ?? new Map<string, T>();
		databases.set(sql, known);
		const value = known.get(key) ?? read(sql, key);
		if (value !== null) known.set(key, value);
		return value;
	};
}

/** Forgets the rows of a database, because the transaction that stored them may have been rolled back. */
export function forgetRows(sql: Sql): void {
	for (const lookup of lookups) lookup.delete(sql);
}
