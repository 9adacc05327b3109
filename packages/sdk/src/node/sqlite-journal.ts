import type { Journal, JournalEntry } from "../settlement/journal.ts";
import type { StoredUpload, UploadStore } from "../uploads/upload-store.ts";
import { batchWriter } from "./sqlite/batch-writer.ts";
import { openJournalFile } from "./sqlite/journal-file.ts";

/** A journal in a file of its own; held until it is closed. It keeps uploads as well. */
export type SqliteJournal = Journal &
	UploadStore & {
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
	const { table, flush } = batchWriter(db);
	const submissions = table("submissions");
	const uploads = table("uploads");

	const save = (key: string, entry: JournalEntry): Promise<void> =>
		submissions.write(key, JSON.stringify(entry));

	function close(): void {
		if (!db.isOpen) return;
		flush();
		db.close();
	}

	return {
		load: async (key) => parse<JournalEntry>(submissions.read(key)),
		save,
		done: save,
		loadUpload: async (key) => parse<StoredUpload>(uploads.read(key)),
		saveUpload: (key, upload) => uploads.write(key, JSON.stringify(upload)),
		close,
		[Symbol.dispose]: close,
	};
}

/** What this journal wrote, which its file's mark and version vouch for. */
function parse<T>(entry: string | null): T | null {
	if (entry === null) return null;
	const value: T = JSON.parse(entry);
	return value;
}
