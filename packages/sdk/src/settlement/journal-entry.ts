import { parseSettlementState } from "@signoff/core/settlement";
import { isObject } from "../options/rules.ts";
import type { JournalEntry } from "./journal.ts";
import { unreadableEntry } from "./journal-error.ts";

const readEntries = new WeakSet<object>();

/**
 * Reads an entry that a journal stored. One that was read before is not parsed again.
 *
 * @param label the journal in messages
 * @param stored the entry as JSON data
 * @throws {JournalError} if it was stored by another version, or is not an entry
 */
export function readJournalEntry(label: string, stored: unknown): JournalEntry {
	if (wasRead(stored)) return stored;
	const run_id = fieldOf(stored, "run_id");
	const idempotency_token = fieldOf(stored, "idempotency_token");
	const parsed = parseSettlementState(fieldOf(stored, "state"));
	if (parsed.kind === "invalid")
		throw unreadableEntry(
			label,
			parsed.issues[0]?.code === "settlement_version"
				? "It was stored by another version"
				: "It is damaged",
			parsed.issues,
		);
	if (
		typeof run_id !== "string" ||
		!(idempotency_token === null || typeof idempotency_token === "string")
	)
		throw unreadableEntry(label, "It is damaged");
	const entry = { run_id, idempotency_token, state: parsed.value };
	readEntries.add(entry);
	return entry;
}

function wasRead(stored: unknown): stored is JournalEntry {
	return isObject(stored) && readEntries.has(stored);
}

function fieldOf(value: unknown, name: string): unknown {
	return isObject(value) ? Reflect.get(value, name) : undefined;
}
