import type { Submission } from "@signoff/core/contract";
import type { SettlementState } from "@signoff/core/settlement";

/** What a journal stores for one submission. Plain JSON. */
export type JournalEntry = {
	/** The run that wrote it: distinguishes a repeat within one list from another run over the list. */
	run_id: string;
	/** The `Idempotency-Token` of the submission: all its attempts share it, across crashes. */
	idempotency_token: string | null;
	/** The state of its settlement, which holds the submission and, once it has ended, the outcome. */
	state: SettlementState;
};

/** An entry and the key that it is stored under. */
export type KeyedEntry = { key: string; entry: JournalEntry };

/**
 * A store of settlements, one for each {@link journalKey}. The state of a settlement is stored before each command, so
 * that it can resume after a crash. A journal belongs to one person, and one run uses it at a time. An error that a
 * method throws ends the run.
 */
export type Journal = {
	/** How messages name it, as in "The journal may-invoices.journal". @default "The journal" */
	readonly label?: string | undefined;
	/** The entry stored last for a key; `null` if there is none. */
	load(key: string): Promise<JournalEntry | null>;
	/** Called before each command. Resolves once the entry would survive a crash. */
	save(key: string, entry: JournalEntry): Promise<void>;
	/** The same, for an entry whose settlement has ended. */
	done(key: string, entry: JournalEntry): Promise<void>;
	/**
	 * The settlements that have not ended: those of which the last entry was stored by `save`, in the order of their
	 * keys. `respondAll` does not call it.
	 */
	listOpen(): AsyncIterable<KeyedEntry>;
};

/** What `respondAll` needs of a journal. */
export type ResumeJournal = Omit<Journal, "listOpen">;

/** Identifies a submission: the server, the scope, the instance and the step. */
export function journalKey(
	baseUrl: URL,
	{ company_id, project_id, id, response }: Submission,
): string {
	return JSON.stringify([
		baseUrl.href,
		company_id,
		project_id ?? null,
		id,
		response.current_step_occurrence_id,
	]);
}
