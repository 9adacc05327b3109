export { type SqliteJournal, sqliteJournal } from "./journal.ts";
export { JournalError } from "./journal-file.ts";
export { localFile } from "./local-file.ts";
export { fileTokenStore, TokenFileError } from "./token-file.ts";
export { type WithFilesOptions, withFiles } from "./with-files.ts";
