import { unreadableEntry } from "../../settlement/journal-error.ts";

/** @throws {JournalError} if the entry is not JSON; it does not repeat the entry */
export function parseJson(label: string, entry: string): unknown {
	const value = tryParse(entry);
	if (value === undefined) throw unreadableEntry(label, "It is damaged");
	return value;
}

function tryParse(entry: string): unknown {
	try {
		return JSON.parse(entry);
	} catch {
		// The parser's error would repeat the entry.
		return undefined;
	}
}
