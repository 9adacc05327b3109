import type { Outcome } from "@signoff/core";
import type { Effect, Message } from "../app/messages.ts";
import type { OutboxEntry } from "../outbox/entry.ts";
import { now, personAda } from "./waiting-step.ts";

/** The entry of an answer that was just decided, with its undo window open. */
export function entryFor(effect: Effect | undefined, id = "e1"): OutboxEntry {
	if (effect?.kind !== "hold") throw new Error("Nothing was decided.");
	const { submission, names, files } = effect;
	return {
		id,
		environment: "https://api.example",
		company_id: "4201",
		person: personAda,
		origin: "app",
		submission,
		files,
		context: names,
		at: now,
		state: { kind: "held", until: now + 5_000 },
		sent: false,
		confirmed: false,
		tries: 0,
		leased: true,
	};
}

/** The outbox has these entries, and nothing was settled elsewhere. */
export function outboxHas(...entries: OutboxEntry[]): Message {
	return { kind: "outbox_changed", entries, settled: [], drafts: [] };
}

/** The messages of an answer that is put into the outbox, and sent by this process. */
export function sendingMessages(entry: OutboxEntry): Message[] {
	const sending: OutboxEntry = {
		...entry,
		state: { kind: "open", due_at: now, settlement: null, outcome: null },
	};
	return [
		outboxHas(entry),
		{ kind: "answer_held", entry },
		outboxHas(sending),
		{ kind: "entry_started", id: entry.id },
	];
}

/** The messages of an outcome of such an answer. */
export function endedMessages(entry: OutboxEntry, outcome: Outcome): Message[] {
	const isOpen = outcome.kind === "uncertain" || outcome.kind === "deferred";
	const open: OutboxEntry = {
		...entry,
		leased: false,
		sent: outcome.kind === "uncertain",
		state: { kind: "open", due_at: now, settlement: null, outcome },
	};
	return [
		{ kind: "entry_stopped", id: entry.id },
		{ kind: "entry_ended", entry, outcome },
		isOpen ? outboxHas(open) : outboxHas(),
	];
}
