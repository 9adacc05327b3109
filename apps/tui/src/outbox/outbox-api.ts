import type { Submission } from "@signoff/core";
import type { Claim } from "./claim.ts";
import type { StoredDraft } from "./draft.ts";
import type { Drafts } from "./draft-table.ts";
import type { NewEntry, OutboxEntry } from "./entry.ts";
import type { OutboxIdentity } from "./identity.ts";

/** The result of `hold`. */
export type Held =
	| { kind: "held"; entry: OutboxEntry }
	/** An answer of this person to the step is not settled: `entry`. Nothing was stored; the draft stays. */
	| { kind: "unsettled"; entry: OutboxEntry };

/** The result of `submit`. */
export type Submitted =
	/** `resumed`: an earlier entry of the same answer is taken up. */
	| { kind: "claimed"; claim: Claim; resumed: boolean }
	/** Another process holds or sends the same answer. */
	| { kind: "busy"; entry: OutboxEntry }
	/** Another answer of this person to the step is not settled. Nothing was stored. */
	| { kind: "unsettled"; entry: OutboxEntry };

/** Which entries `list` returns. A missing part selects all. */
export type EntryFilter = {
	environment?: string | undefined;
	company_id?: string | undefined;
	/** Of these projects. */
	project_ids?: readonly string[] | undefined;
	/** Decided at or after this moment, in Unix milliseconds. */
	since?: number | undefined;
};

/**
 * The responses that a person has decided, until and after they are settled, and the drafts. Several processes use the
 * same file. Every method is a short, synchronous transaction, and throws an `OutboxError` if it fails.
 */
export type Outbox = {
	/** The file. */
	path: string;
	/** Its clock, in Unix milliseconds. */
	now: () => number;
	drafts: Drafts;
	/**
	 * Stores an answer that is sent once its undo window has passed, by `settleDue` of this process. Its draft is removed.
	 *
	 * @param windowMs 0 for an answer that cannot be taken back
	 */
	hold(identity: OutboxIdentity, entry: NewEntry, windowMs: number): Held;
	/** Holds several answers in one transaction; the results are in the order of the answers. */
	holdAll(
		identity: OutboxIdentity,
		entries: readonly NewEntry[],
		windowMs: number,
	): Held[];
	/** Stores an answer and claims it, to be sent now by `settleClaim`. An entry of the same answer is taken up. */
	submit(identity: OutboxIdentity, entry: NewEntry): Submitted;
	/**
	 * Turns an entry back into a draft, as long as its window is open, or nothing of it was ever sent and no process is
	 * sending it.
	 *
	 * @returns the draft; `null` if it is too late
	 */
	takeBack(id: string): StoredDraft | null;
	/** Turns those entries back into drafts that still can, in one transaction. */
	takeBackAll(ids: readonly string[]): { id: string; draft: StoredDraft }[];
	/** Ends the undo windows of these entries now, in one transaction. */
	sendAllNow(ids: readonly string[]): void;
	/** Ends the undo window of an entry now, or its wait until it is tried again. @returns false if it is settled */
	sendNow(id: string): boolean;
	/** The person agrees that a stale entry is sent. */
	confirm(id: string): void;
	get(id: string): OutboxEntry | null;
	/** Every entry, of every person, in the order in which they were decided: the log. */
	list(filter?: EntryFilter): OutboxEntry[];
	/** The entries of an identity that are not settled. */
	unsettled(identity: OutboxIdentity): OutboxEntry[];
	/** Whether any person's answer to the step of a submission is not settled: then who answers it must be known. */
	hasUnsettled(identity: OutboxIdentity, submission: Submission): boolean;
	/** The entries of an identity that were never sent and are older than an hour: ask, then `confirm` or `takeBack`. */
	stale(identity: OutboxIdentity): OutboxEntry[];
	/** Turns the entries into drafts whose window was open when their process ended. Call it at the start. */
	recover(): void;
	/** Claims an entry of an identity that is due, if there is one. */
	claimDue(identity: OutboxIdentity): Claim | null;
	/** When the next entry of an identity is due, in Unix milliseconds; `null` if none waits. */
	nextDueAt(identity: OutboxIdentity): number | null;
	/** A number that changes when another process has changed the file. */
	dataVersion(): number;
	/** Closes the file. Entries whose window is open become drafts. */
	close(): void;
};
