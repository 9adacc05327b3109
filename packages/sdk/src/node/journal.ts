import type { Journal, JournalEntry } from "../bulk/journal.ts";
import { explained, JournalError, openJournalFile } from "./journal-file.ts";

/** A journal in a file of its own; held until it is closed. */
export type SqliteJournal = Journal & {
	/** Writes down what is waiting, and lets go of the file. */
	close(): void;
	[Symbol.dispose](): void;
};

/**
 * A journal in an SQLite file, which is made where there is none. What it confirms survives `kill -9` and a power cut.
 * The file holds submissions with their comments: only its owner may read it.
 *
 * @param path one file per list and person
 * @throws {JournalError} where the file cannot be opened, is in use by another process, or is no journal
 */
export function sqliteJournal(path: string): SqliteJournal {
	const db = openJournalFile(path);
	const select = db.prepare("SELECT entry FROM entries WHERE key = ?");
	const upsert = db.prepare(
		"INSERT INTO entries (key, entry) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET entry = excluded.entry",
	);
	// Entries that come in one turn of the event loop share a transaction, and with it one wait for the disk.
	let waiting = newBatch();

	function write(): void {
		const { entries, settle } = waiting;
		waiting = newBatch();
		if (entries.size === 0) return;
		try {
			db.exec("BEGIN IMMEDIATE");
			for (const [key, entry] of entries) upsert.run(key, entry);
			db.exec("COMMIT");
			settle.resolve();
		} catch (error) {
			if (db.isOpen && db.isTransaction) db.exec("ROLLBACK");
			settle.reject(explained(error));
		}
	}

	function save(key: string, entry: JournalEntry): Promise<void> {
		if (!db.isOpen)
			return Promise.reject(new JournalError("The journal is closed."));
		const { entries, settle } = waiting;
		if (entries.size === 0) setImmediate(write);
		entries.set(key, JSON.stringify(entry));
		return settle.promise;
	}

	async function load(key: string): Promise<JournalEntry | null> {
		const unwritten = waiting.entries.get(key);
		const text = unwritten ?? select.get(key)?.["entry"];
		if (typeof text !== "string") return null;
		const entry: JournalEntry = JSON.parse(text);
		return entry;
	}

	function close(): void {
		if (!db.isOpen) return;
		write();
		db.close();
	}

	return { load, save, done: save, close, [Symbol.dispose]: close };
}

type Batch = {
	entries: Map<string, string>;
	settle: PromiseWithResolvers<void>;
};

function newBatch(): Batch {
	return { entries: new Map(), settle: Promise.withResolvers() };
}
