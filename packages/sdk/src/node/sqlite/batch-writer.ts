import type { DatabaseSync } from "node:sqlite";
import {
	JournalError,
	type JournalTable,
	toJournalError,
} from "./journal-file.ts";

/** Reads and writes one table of a journal. */
export type Table = {
	/** The entry written last, whether it is on disk or pending; `null` if there is none. */
	read(key: string): string | null;
	/** Resolves once it is on disk. */
	write(key: string, entry: string): Promise<void>;
};

/**
 * Writes to a journal's tables. Writes of one turn of the event loop share a transaction, and so one wait for the
 * disk.
 */
export function batchWriter(db: DatabaseSync): {
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
			committed.reject(toJournalError(error));
		}
	}

	function table(name: JournalTable): Table {
		const select = db.prepare(`SELECT entry FROM ${name} WHERE key = ?`);
		const upsert = db.prepare(
			`INSERT INTO ${name} (key, entry) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET entry = excluded.entry`,
		);
		return {
			read(key) {
				checkOpen(db);
				const unwritten = pending.writes.get(`${name} ${key}`);
				const entry = unwritten?.entry ?? select.get(key)?.["entry"];
				return typeof entry === "string" ? entry : null;
			},
			async write(key, entry) {
				checkOpen(db);
				const { writes, committed } = pending;
				if (writes.size === 0) setImmediate(flush);
				const run = (): void => void upsert.run(key, entry);
				writes.set(`${name} ${key}`, { entry, run });
				await committed.promise;
			},
		};
	}

	return { table, flush };
}

type Batch = {
	writes: Map<string, { entry: string; run: () => void }>;
	committed: PromiseWithResolvers<void>;
};

function newBatch(): Batch {
	return { writes: new Map(), committed: Promise.withResolvers() };
}

function checkOpen(db: DatabaseSync): void {
	if (!db.isOpen) throw new JournalError("The journal is closed.");
}
