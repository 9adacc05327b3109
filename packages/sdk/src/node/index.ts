export { journalKey } from "../settlement/journal.ts";
export { JournalError } from "../settlement/journal-error.ts";
export {
	type AttachFilesOptions,
	attachFiles,
	type Uploader,
} from "./attach-files.ts";
export { fileTokenStore, TokenFileError } from "./file-token-store.ts";
export {
	removeInterruptedWrites,
	type WriteOptions,
	writeFileAtomically,
} from "./files/atomic-write.ts";
export { localFile } from "./local-file.ts";
export {
	type DatabaseOptions,
	databaseError,
	openDatabase,
} from "./sqlite/open-database.ts";
export { type SqliteJournal, sqliteJournal } from "./sqlite-journal.ts";
