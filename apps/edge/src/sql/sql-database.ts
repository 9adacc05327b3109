import type * as z from "zod/mini";

/** A query parameter. Text and numbers have the same meaning in every host's SQLite. */
export type SqlParam = string | number | null;

/** One row of a result, by column. */
export type SqlRow = Record<string, unknown>;

/**
 * The part of SQLite that the ledger uses. It is synchronous, so that a decision is one transaction, and both
 * `node:sqlite` and a Durable Object's `ctx.storage.sql` can implement it.
 */
export type Sql = {
	/** Runs one statement and returns all its rows. */
	exec(query: string, ...params: SqlParam[]): SqlRow[];
	/**
	 * Runs `work` as one transaction, which is durable once this returns and rolled back if `work` throws.
	 *
	 * @throws CommitError if `work` returned, but its changes could not be committed
	 */
	transaction<T>(work: () => T): T;
};

/**
 * Runs `work` as a transaction, possibly together with others that were asked for at the same time, in the order of the
 * calls. Resolves once it is durable; rejects with what `work` throws. `work` may run twice, the first time without
 * effect.
 */
export type Commit = <T>(work: () => T) => Promise<T>;

/** A transaction could not be committed; `cause` is the storage's error. */
export class CommitError extends Error {
	override readonly name = "CommitError";
}

/** A row is not what was stored: the storage is damaged. The message never repeats what it contains. */
export class DamagedRecord extends Error {
	override readonly name = "DamagedRecord";
}

/** Reads a text column. Throws a {@link DamagedRecord} if it is not text. */
export function textColumn(row: SqlRow, column: string): string {
	const value = row[column];
	if (typeof value !== "string")
		throw new DamagedRecord(`Column ${column} is not text.`);
	return value;
}

/** Reads a text column that may be null. Throws like {@link textColumn}. */
export function nullableTextColumn(row: SqlRow, column: string): string | null {
	return row[column] === null ? null : textColumn(row, column);
}

/** Reads a column of JSON text. Throws like {@link textColumn}, also if the JSON does not match the schema. */
export function jsonColumn<T>(
	row: SqlRow,
	column: string,
	schema: z.ZodMiniType<T>,
): T {
	const parsed = schema.safeParse(parseJson(textColumn(row, column)));
	if (parsed.success) return parsed.data;
	throw new DamagedRecord(`Column ${column} is not what was stored.`);
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		// The parser's error would repeat the text. No schema accepts undefined.
		return undefined;
	}
}

/** Reads an integer column. Throws like {@link textColumn}. */
export function integerColumn(row: SqlRow, column: string): number {
	const value = row[column];
	if (typeof value !== "number")
		throw new DamagedRecord(`Column ${column} is not a number.`);
	return value;
}
