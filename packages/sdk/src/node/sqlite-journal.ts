import type { Journal, KeyedEntry } from "../settlement/journal.ts";
import { readJournalEntry } from "../settlement/journal-entry.ts";
import type { UploadStore } from "../uploads/types.ts";
import { batchWriter, type Row, type Table } from "./sqlite/batch-writer.ts";
import { openJournalFile } from "./sqlite/journal-file.ts";
import { parseJson } from "./sqlite/parse-json.ts";
import { readStoredUpload } from "./sqlite/stored-upload.ts";

/** A journal in a file, locked until it is closed. It stores uploads as well. */
export type SqliteJournal = Journal &
	UploadStore & {
		/** Writes pending entries, and releases the file. */
		close(): void;
		/** The same as `close`, for `using`. */
		[Symbol.dispose](): void;
	};

/**
 * Opens a journal in an SQLite file, and creates the file if there is none. Stored entries survive `kill -9` and a power
 * cut. The file holds submissions with their comments: only its owner may read it. A method whose entry cannot be read
 * rejects with a `JournalError`, and so does every method once the journal is closed.
 *
 * @param path one file per list and person
 * @throws {JournalError} if the file cannot be opened, is in use by another process, or is not a journal
 */
export function sqliteJournal(path: string): SqliteJournal {
	const file = openJournalFile(path);
	const { db, label } = file;
	const { table, flush } = batchWriter(file);
	const submissions = table("submissions");
	const uploads = table("uploads");

	function close(): void {
		if (!db.isOpen) return;
		flush();
		db.close();
	}

	return {
		label,
		load: async (key) => {
			const entry = submissions.read(key);
			return entry === null
				? null
				: readJournalEntry(label, parseJson(label, entry));
		},
		save: (key, entry) => submissions.write(key, JSON.stringify(entry), true),
		done: (key, entry) => submissions.write(key, JSON.stringify(entry), false),
		listOpen: () => listOpen(submissions, label),
		loadUpload: async (key) => {
			const upload = uploads.read(key);
			return upload === null
				? null
				: readStoredUpload(label, parseJson(label, upload));
		},
		saveUpload: (key, upload) =>
			uploads.write(key, JSON.stringify(upload), upload.kind === "in_progress"),
		close,
		[Symbol.dispose]: close,
	};
}

/** Yields every open entry that can be read, then throws for the first one that cannot. */
async function* listOpen(
	submissions: Table,
	label: string,
): AsyncGenerator<KeyedEntry, void, undefined> {
	const failures: unknown[] = [];
	let rows = submissions.readOpen("");
	while (rows.length > 0) {
		yield* readable(rows, label, failures);
		rows = submissions.readOpen(rows.at(-1)?.key ?? "");
	}
	for (const error of failures) throw error;
}

function readable(
	rows: Row[],
	label: string,
	failures: unknown[],
): KeyedEntry[] {
	return rows.flatMap(({ key, entry }) => {
		try {
			return [{ key, entry: readJournalEntry(label, parseJson(label, entry)) }];
		} catch (error) {
			failures.push(error);
			return [];
		}
	});
}
