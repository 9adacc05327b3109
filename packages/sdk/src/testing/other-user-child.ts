// Opens a token file and a journal as a user who does not own them; sends its parent the messages of both errors.
import { fileTokenStore } from "../node/file-token-store.ts";
import { sqliteJournal } from "../node/sqlite-journal.ts";

// An ordinary user stays who they are.
if (process.geteuid?.() === 0) process.seteuid?.("nobody");

const messageOf = (open: (path: string) => unknown, path = ""): unknown => {
	try {
		return open(path);
	} catch (error) {
		return error instanceof Error && error.message;
	}
};

const [, , tokens, journal] = process.argv;
process.send?.([
	messageOf(fileTokenStore, tokens),
	messageOf(sqliteJournal, journal),
]);
process.disconnect?.();
