import type { DatabaseSync, StatementSync } from "node:sqlite";
import { JournalError } from "../../settlement/journal-error.ts";
import {
	type JournalFile,
	type JournalTable,
	toJournalError,
} from "./journal-file.ts";

/** A key and its entry. */
export type Row = { key: string; entry: string };

/** Reads and writes one table of a journal. Every error of SQLite is a `JournalError`. */
export type Table = {
	/** The entry written last, whether it is on disk or pending; `null` if there is none. */
	read(key: string): string | null;
	/** The open entries after a key, in the order of their keys, at most 100; writes the pending ones first. */
	readOpen(after: string): Row[];
	/** Resolves once it is on disk. */
	write(key: string, entry: string, isOpen: boolean): Promise<void>;
};

/**
 * Writes to a journal's tables. Writes of one turn of the event loop share a transaction, and so one wait for the
 * disk.
 */
export function batchWriter({ db, label }: JournalFile): {
	table(name: JournalTable): Table;
	/** Commits the pending writes now. */
	flush(): void;
} {
	let pending = newBatch();

	function flush(): void {
		const { writes, committed } = pending;
		pending = newBatch();
		if (writes.size === 0) return;
		try {
			db.exec("BEGIN IMMEDIATE");
			for (const { run } of writes.values()) run();
			db.exec("COMMIT");
			committed.resolve();
		} catch (error) {
			if (db.isOpen && db.isTransaction) db.exec("ROLLBACK");
			committed.reject(toJournalError(error, label));
		}
	}

	/** Throws what SQLite throws as a `JournalError`. */
	function guarded<T>(work: () => T): T {
		if (!db.isOpen) throw new JournalError(`${label} is closed.`);
		try {
			return work();
		} catch (error) {
			throw toJournalError(error, label);
		}
	}

	function table(name: JournalTable): Table {
		const { select, selectOpen, upsert } = guarded(() => prepare(db, name));
		return {
			read: (key) =>
				guarded(() => {
					const unwritten = pending.writes.get(`${name} ${key}`);
					if (unwritten !== undefined) return unwritten.entry;
					const row = select.get(key);
					// An overwritten entry may have another type; then it is no JSON.
					return row === undefined ? null : String(row["entry"]);
				}),
			readOpen: (after) =>
				guarded(() => {
					flush();
					return selectOpen.all(after).map((row) => ({
						key: String(row["key"]),
						entry: String(row["entry"]),
					}));
				}),
			async write(key, entry, isOpen) {
				guarded(() => {});
				const { writes, committed } = pending;
				if (writes.size === 0) setImmediate(flush);
				const run = (): void => void upsert.run(key, entry, isOpen ? 1 : 0);
				writes.set(`${name} ${key}`, { entry, run });
				await committed.promise;
			},
		};
	}

	return { table, flush };
}

function prepare(
	db: DatabaseSync,
	name: JournalTable,
): Record<"select" | "selectOpen" | "upsert", StatementSync> {
	return {
		select: db.prepare(`SELECT entry FROM ${name} WHERE key = ?`),
		selectOpen: db.prepare(
			`SELECT key, entry FROM ${name} WHERE is_open = 1 AND key > ? ORDER BY key LIMIT 100`,
		),
		upsert: db.prepare(
			`INSERT INTO ${name} (key, entry, is_open) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET entry = excluded.entry, is_open = excluded.is_open`,
		),
	};
}

type Batch = {
	writes: Map<string, { entry: string; run: () => void }>;
	committed: PromiseWithResolvers<void>;
};

function newBatch(): Batch {
	return { writes: new Map(), committed: Promise.withResolvers() };
}
