import { integerColumn, type Sql } from "../../sql/sql-database.ts";

/** What has ids from a counter. */
export type Counted = "instance" | "step" | "response";

/** How many ids are reserved with one write. Those that are left are skipped after a restart. */
const blockSize = 64;

/** Ids that are reserved in the database, of which the next is free. */
type Block = { next: number; last: number };

const blocks = new WeakMap<Sql, Map<Counted, Block>>();

/** Returns the next id of a counter. Ids grow, and none is returned twice, but numbers may be skipped. */
export function nextId(sql: Sql, counter: Counted): string {
	const known = blocks.get(sql) ?? new Map<Counted, Block>();
	blocks.set(sql, known);
	let block = known.get(counter);
	if (block === undefined || block.next > block.last) {
		block = reserve(sql, counter);
		known.set(counter, block);
	}
	const id = String(block.next);
	block.next += 1;
	return id;
}

/** Drops the ids that are reserved, because the transaction that reserved them may have been rolled back. */
export function dropReservedIds(sql: Sql): void {
	blocks.delete(sql);
}

function reserve(sql: Sql, counter: Counted): Block {
	const [row] = sql.exec("SELECT value FROM counters WHERE name = ?", counter);
	const stored = row === undefined ? 0 : integerColumn(row, "value");
	const last = stored + blockSize;
	sql.exec(
		"INSERT INTO counters (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
		counter,
		last,
	);
	return { next: stored + 1, last };
}
