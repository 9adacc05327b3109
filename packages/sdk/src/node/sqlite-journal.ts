import type { Journal, JournalEntry } from "../settlement/journal.ts";
import type { StoredUpload, UploadStore } from "../uploads/types.ts";
import { batchWriter } from "./sqlite/batch-writer.ts";
import { openJournalFile } from "./sqlite/journal-file.ts";

/** A journal in a file, locked until it is closed. It stores uploads as well. */
export type SqliteJournal = Journal &
	UploadStore & {
		/** Writes pending entries, and releases the file. */
		close(): void;
		[Symbol.dispose](): void;
	};

/**
 * Opens a journal in an SQLite file, and creates the file if there is none. Stored entries survive `kill -9` and a power
 * cut. The file holds submissions with their comments: only its owner may read it.
 *
 * @param path one file per list and person
 * @throws {JournalError} if the file cannot be opened, is in use by another process, or is not a journal
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
		load: async (key) => parseEntry<JournalEntry>(submissions.read(key)),
		save,
		done: save,
		loadUpload: async (key) => parseEntry<StoredUpload>(uploads.read(key)),
		saveUpload: (key, upload) => uploads.write(key, JSON.stringify(upload)),
		close,
		[Symbol.dispose]: close,
	};
}

/** Not validated: the file's application id and version guarantee that this journal wrote the entry. */
function parseEntry<T>(entry: string | null): T | null {
	if (entry === null) return null;
	const value: T = JSON.parse(entry);
	return value;
}
