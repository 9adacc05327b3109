import { integerColumn, type Sql, type SqlRow } from "./sql-database.ts";

/** What has ids from a counter. */
export type Counted = "instance" | "step" | "response";

/** How many ids are reserved with one write. Those that are left are skipped after a restart. */
const blockSize = 64;

/** Ids that are reserved in the database, of which the next is free. */
type Block = { next: number; last: number };

const blocks = new WeakMap<Sql, Map<Counted, Block>>();

/**
 * Returns the next id of a counter. Ids grow, and none is returned twice, but numbers are skipped. Runs inside a
 * transaction; a block that was reserved in one that was rolled back is dropped, because the counter no longer has it.
 *
 * @param stored the counter's value in the database, if it was read in this transaction
 */
export function nextId(
	sql: Sql,
	counter: Counted,
	stored: number = storedValue(sql, counter),
): string {
	const known = blocks.get(sql) ?? new Map<Counted, Block>();
	blocks.set(sql, known);
	let block = known.get(counter);
	if (block === undefined || block.last !== stored || block.next > block.last) {
		block = { next: stored + 1, last: stored + blockSize };
		sql.exec(
			"INSERT INTO counters (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
			counter,
			block.last,
		);
		known.set(counter, block);
	}
	const id = String(block.next);
	block.next += 1;
	return id;
}

/** An expression for the value of a counter, which {@link counterColumn} reads. */
export function counterExpression(counter: Counted): string {
	return `(SELECT value FROM counters WHERE name = '${counter}')`;
}

/** Reads a column with the value of a counter. */
export function counterColumn(row: SqlRow, column: string): number {
	return row[column] === null ? 0 : integerColumn(row, column);
}

function storedValue(sql: Sql, counter: Counted): number {
	const [row] = sql.exec("SELECT value FROM counters WHERE name = ?", counter);
	return row === undefined ? 0 : integerColumn(row, "value");
}
