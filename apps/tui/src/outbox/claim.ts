import {
	type Me,
	type Outcome,
	outcomeTraits,
	type Submission,
} from "@signoff/core";
import type { SettlementState } from "@signoff/core/settlement";
import type { UploadStore } from "@signoff/sdk";
import { draftOf } from "./draft.ts";
import type { DraftTable } from "./draft-table.ts";
import type { EntryContext, OutboxEntry } from "./entry.ts";
import type { EntryTable } from "./entry-table.ts";
import type { Lease } from "./leases.ts";
import { LeaseLostError } from "./outbox-error.ts";
import type { OutboxFile } from "./outbox-file.ts";

/**
 * An entry that this process may send, since it has the lease. Every method writes, and throws a `LeaseLostError` if
 * another process has taken over the entry.
 */
export type Claim = {
	/** The entry as it was when it was claimed. */
	entry: OutboxEntry;
	/** The outbox's clock, in Unix milliseconds. */
	now: () => number;
	/** Aborts once another process has taken over the entry. */
	lost: AbortSignal;
	/** Where uploads of its files are stored; `undefined` if its owner is not known. */
	uploads: UploadStore | undefined;
	/** Stores a state of the settlement before its command is executed. */
	save(state: SettlementState): void;
	/** Stores the submission with the files that were uploaded; none is left. */
	attached(submission: Submission): void;
	/** Stores what is shown about the entry. */
	describe(context: EntryContext): void;
	/**
	 * Ends with an outcome. One that is `uncertain` or `deferred` is tried again at `due_at`, as long as it takes. An answer
	 * given in the app that was refused, and may be corrected, becomes a draft as well.
	 *
	 * @param becomesDraft whether one of a command does so too
	 */
	finish(outcome: Outcome, due_at: number, becomesDraft?: boolean): void;
	/** Nothing is to be done before `due_at`. */
	wait(due_at: number): void;
	/** Stops sending. An entry that was never sent becomes a draft again; one that was is settled later. */
	interrupt(): void;
};

export type ClaimParts = {
	file: OutboxFile;
	entries: EntryTable;
	drafts: DraftTable;
	now: () => number;
};

export function createClaim(
	{ file, entries, drafts, now }: ClaimParts,
	entry: OutboxEntry,
	lease: Lease,
	uploads: UploadStore | undefined,
): Claim {
	const { id } = entry;

	/** Runs `work` if the lease is valid, in one transaction with that check. */
	function fenced(work: () => void): void {
		file.write(() => {
			if (!lease.isValid()) throw new LeaseLostError();
			work();
		});
	}

	return {
		entry,
		now,
		lost: lease.lost,
		uploads,
		save: (state) =>
			fenced(() => {
				entries.update(id, {
					settlement: JSON.stringify(state),
					...(mayHaveBeenSent(state) ? { sent: 1 } : {}),
					...personField(entry.person, state.me),
				});
			}),
		attached: (submission) =>
			fenced(() => {
				entries.update(id, {
					submission: JSON.stringify(submission),
					files: "[]",
				});
			}),
		describe: (context) =>
			fenced(() => {
				entries.update(id, { context: JSON.stringify(context) });
			}),
		finish: (outcome, due_at, becomesDraft = false) =>
			fenced(() => {
				const isOpen =
					outcome.kind === "uncertain" || outcome.kind === "deferred";
				entries.update(id, {
					outcome: JSON.stringify(outcome),
					...(isOpen
						? { due_at, tries: entry.tries + 1 }
						: { state: "settled", settled_at: now() }),
				});
				lease.release();
				const current = entries.get(id);
				if (current === null || isOpen || !stepStillOpen(outcome)) return;
				if (becomesDraft || current.origin === "app") restoreDraft(current);
			}),
		wait: (due_at) =>
			fenced(() => {
				entries.update(id, { due_at });
				lease.release();
			}),
		interrupt: () =>
			fenced(() => {
				const current = entries.get(id);
				if (current !== null && !current.sent) toDraft(current);
				else lease.release();
			}),
	};

	function toDraft(current: OutboxEntry): void {
		lease.release();
		returnToDraft({ entries, drafts }, current);
	}

	function restoreDraft(current: OutboxEntry): void {
		const { step, draft } = draftOf(current.submission, current.files);
		drafts.restore(current, step, draft);
	}
}

function stepStillOpen({ kind }: Outcome): boolean {
	return outcomeTraits[kind].stepStillOpen;
}

/** Replaces an entry that was never sent by a draft, within a transaction. */
export function returnToDraft(
	{ entries, drafts }: Pick<ClaimParts, "entries" | "drafts">,
	entry: OutboxEntry,
): void {
	const { step, draft } = draftOf(entry.submission, entry.files);
	drafts.restore(entry, step, draft);
	entries.remove(entry.id);
}

function mayHaveBeenSent({
	in_doubt,
	last_sent_at,
	command,
}: SettlementState): boolean {
	return in_doubt || last_sent_at !== null || command.kind === "submit";
}

/** The owner of an entry is known at the latest once the settlement has read it. */
function personField(known: Me | null, read: Me | null): { person?: string } {
	return known === null && read !== null
		? { person: JSON.stringify(read) }
		: {};
}
