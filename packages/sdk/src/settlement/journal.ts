import type { Submission } from "@signoff/core/contract";
import type { SettlementState } from "@signoff/core/settlement";

/** What a journal holds of one submission. Plain JSON. */
export type JournalEntry = {
	/** The run that wrote it: tells a repeat within one list from a list that is gone through again. */
	run: string;
	/** The `Idempotency-Token` of the submission: one for all its tries, across crashes. */
	idempotency_token: string | null;
	/** Where its settlement stands; it holds the submission, and at the end the outcome. */
	state: SettlementState;
};

/**
 * Where a bulk run writes down what it is about to do, so that it goes on after a crash. A journal is one person's and
 * is used by one run at a time. What a method throws ends the run.
 */
export type Journal = {
	/** What was written last for a key; `null` where there is nothing. */
	load(key: string): Promise<JournalEntry | null>;
	/** Asked before each command: resolves once the entry would survive a crash. */
	save(key: string, entry: JournalEntry): Promise<void>;
	/** The same, for an entry whose settlement has ended. */
	done(key: string, entry: JournalEntry): Promise<void>;
};

/** A submission's identity: the server, the scope, the instance and the step. */
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
