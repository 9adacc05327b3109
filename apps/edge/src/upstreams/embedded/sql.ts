/** What a query may be given. Texts and numbers mean the same in every host's SQLite. */
export type SqlParam = string | number | null;

/** One row of an answer, by column. */
export type SqlRow = Record<string, unknown>;

/**
 * SQLite as the ledger sees it: synchronous, so that a decision is one transaction. Small enough to be a
 * Durable Object's `ctx.storage.sql` and `node:sqlite` alike.
 */
export type Sql = {
	/** Runs one statement and gives all its rows. */
	exec(query: string, ...params: SqlParam[]): SqlRow[];
	/** Runs `work` as one transaction, durable once it returns; where `work` throws, nothing of it stays. */
	transaction<T>(work: () => T): T;
};

/** Reads a text column. Throws where the column holds something else: a defect of the query. */
export function textColumn(row: SqlRow, column: string): string {
	const value = row[column];
	if (typeof value !== "string")
		throw new TypeError(`Column ${column} is not text.`);
	return value;
}

/** Reads a text column that may be null. Throws like {@link textColumn}. */
export function nullableTextColumn(row: SqlRow, column: string): string | null {
	return row[column] === null ? null : textColumn(row, column);
}

/** Reads an integer column. Throws like {@link textColumn}. */
export function integerColumn(row: SqlRow, column: string): number {
	const value = row[column];
	if (typeof value !== "number")
		throw new TypeError(`Column ${column} is not a number.`);
	return value;
}
