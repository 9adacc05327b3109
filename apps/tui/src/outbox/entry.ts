import type { Me, Outcome, Submission } from "@signoff/core";
import type { SettlementState } from "@signoff/core/settlement";

/** What is shown about an entry, since it may be listed when its instance cannot be read. `null`: not known. */
export type EntryContext = {
	/** The tool and the item: "Invoices 49001". */
	item: string | null;
	step_name: string | null;
	/** The option's name. */
	option: string | null;
};

/** What a person decided, as it is handed to the outbox. */
export type NewEntry = {
	submission: Submission;
	/** Paths of files that are uploaded before the response is sent, in this order. */
	files?: readonly string[] | undefined;
	context: EntryContext;
};

/** Where an entry is on its way to a certain outcome. Moments are Unix milliseconds. */
export type EntryState =
	/** Its undo window is open until `until`: it can be taken back. */
	| { kind: "held"; until: number }
	/** To be settled at `due_at`. `outcome` is the last one, `uncertain` or `deferred`; `null` before the first one. */
	| {
			kind: "open";
			due_at: number;
			settlement: SettlementState | null;
			outcome: Outcome | null;
	  }
	| { kind: "settled"; at: number; outcome: Outcome };

/** A response in the outbox. */
export type OutboxEntry = {
	id: string;
	environment: string;
	company_id: string;
	/** `null` until known. */
	person: Me | null;
	/** `app`: it was a draft before, and becomes one again if it cannot be recorded. */
	origin: "app" | "command";
	submission: Submission;
	/** Files that are still to be uploaded; the uploads that are done are in the submission. */
	files: string[];
	context: EntryContext;
	/** When the person decided, in Unix milliseconds. */
	at: number;
	state: EntryState;
	/** Whether the response may have reached the server. */
	sent: boolean;
	/** Whether the person agreed that it is sent although it is old. */
	confirmed: boolean;
	/** How often it ended `uncertain` or `deferred`. */
	tries: number;
	/** Whether a process is sending it, or holds it back until its window ends. */
	leased: boolean;
};

/** What a row of the inbox shows about an entry that is not settled. */
export type EntryMark = "sending" | "uncertain" | "waiting";

/** `uncertain`: it may be on record. `waiting`: it is not, and is sent later. */
export function entryMark(entry: OutboxEntry): EntryMark | null {
	const { state, sent, leased } = entry;
	if (state.kind === "settled") return null;
	if (state.kind === "held") return "sending";
	const last = state.outcome?.kind ?? null;
	if (last === "deferred") return leased ? "sending" : "waiting";
	if (leased && last === null) return "sending";
	return sent ? "uncertain" : "waiting";
}

/** An entry that was never sent is not sent without asking after this time, in milliseconds. */
const staleAfterMs = 60 * 60 * 1000;

/** True for an entry that waits for the person's consent. */
export function isStale(
	{ state, sent, confirmed, at }: OutboxEntry,
	now: number,
): boolean {
	return (
		state.kind === "open" && !sent && !confirmed && at < now - staleAfterMs
	);
}

/** True for an entry that can still become a draft: its window is open, or nothing of it was ever sent or is being sent. */
export function isRevocable(
	{ state, sent, leased }: OutboxEntry,
	now: number,
): boolean {
	if (state.kind === "held") return state.until > now;
	return state.kind === "open" && !sent && !leased;
}
