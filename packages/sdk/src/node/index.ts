export { type SqliteJournal, sqliteJournal } from "./journal.ts";
export { JournalError } from "./journal-file.ts";
