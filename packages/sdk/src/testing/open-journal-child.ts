// Writes an entry to a journal, and sends its parent a message while the journal is open, to be killed.
import { sqliteJournal } from "../node/sqlite-journal.ts";

const journal = sqliteJournal(process.argv[2] ?? "");
await journal.saveUpload("key", {
	kind: "complete",
	uuid: "u-1",
	completed_at: "2026-05-01T10:00:00Z",
});
process.send?.("written");
