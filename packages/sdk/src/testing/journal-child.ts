// Opens the journal named in its arguments, and sends its parent the result.
import { sqliteJournal } from "../node/sqlite-journal.ts";

try {
	sqliteJournal(process.argv[2] ?? "").close();
	process.send?.({ name: "opened" });
} catch (error) {
	if (error instanceof Error)
		process.send?.({ name: error.name, message: error.message });
}
process.disconnect?.();
