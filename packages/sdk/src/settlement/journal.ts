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

/**
 * Where a bulk run stores its state before each command, so that it can resume after a crash. A journal belongs to one
 * person, and one run uses it at a time. An error that a method throws ends the run.
 */
export type Journal = {
	/** The entry stored last for a key; `null` if there is none. */
	load(key: string): Promise<JournalEntry | null>;
	/** Called before each command. Resolves once the entry would survive a crash. */
	save(key: string, entry: JournalEntry): Promise<void>;
	/** The same, for an entry whose settlement has ended. */
	done(key: string, entry: JournalEntry): Promise<void>;
};

/** Identifies a submission: the server, the scope, the instance and the step. */
export function journalKey(
	base: URL,
	{ company_id, project_id, id, response }: Submission,
): string {
	return JSON.stringify([
		base.href,
		company_id,
		project_id ?? null,
		id,
		response.current_step_occurrence_id,
	]);
}
