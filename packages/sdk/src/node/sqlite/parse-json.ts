import { unreadableEntry } from "../../settlement/journal-error.ts";

/** @throws {JournalError} if the entry is not JSON */
export function parseJson(label: string, entry: string): unknown {
	try {
		return JSON.parse(entry);
	} catch (error) {
		throw unreadableEntry(label, "It is damaged", error);
	}
}
