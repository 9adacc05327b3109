export { attachFiles, type WithFilesOptions } from "./attach-files.ts";
export { fileTokenStore, TokenFileError } from "./file-token-store.ts";
export { localFile } from "./local-file.ts";
export { JournalError } from "./sqlite/exclusive-file.ts";
export { type SqliteJournal, sqliteJournal } from "./sqlite-journal.ts";
