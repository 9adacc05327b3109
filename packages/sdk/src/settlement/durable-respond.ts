import type { Instance, Me, Submission } from "@signoff/core/contract";
import type { Outcome } from "@signoff/core/outcome";
import {
	beginSettlement,
	markChangedAttachments,
	resumeFromJournal,
	type SettlementState,
	type Transition,
} from "@signoff/core/settlement";
import { createAuthenticatedTransport } from "../auth/authenticated-transport.ts";
import { type ClientContext, knownMe } from "../context/client-context.ts";
import { isAbortError } from "../errors/abort-error.ts";
import { isSignoffError } from "../errors/signoff-error.ts";
import { me } from "../resources/me.ts";
import {
	type JournalEntry,
	journalKey,
	type ResumeJournal,
} from "./journal.ts";
import { readJournalEntry } from "./journal-entry.ts";
import { unreadableEntry } from "./journal-error.ts";
import { settleValidated } from "./respond.ts";
import { policyOptions, type RespondOptions } from "./respond-options.ts";
import { runSettlement } from "./run-settlement.ts";

/**
 * Settles submissions with a journal. Each one resumes from the state that the last run stored, and its state is stored
 * before each command.
 */
export function durableRespond(
	context: ClientContext,
	journal: ResumeJournal,
	options: RespondOptions,
): (submission: Submission, instance: Instance | null) => Promise<Outcome> {
	const run_id = crypto.randomUUID();
	const readMe = readMeOnce(context, options);

	return async (submission, instance) => {
		const key = journalKey(context.base, submission);
		const stored = await loadEntry(context, journal, key);
		// A second submission for this step in the same run: the entry is the first one's, and the server compares them.
		if (stored?.run_id === run_id)
			return settleValidated(context, submission, options, instance);
		const idempotency_token =
			stored?.idempotency_token ??
			(options.idempotencyToken === true ? crypto.randomUUID() : null);
		const entryOf = (state: SettlementState): JournalEntry => ({
			run_id,
			idempotency_token,
			state,
		});
		const decision =
			stored === null
				? ({ kind: "start" } as const)
				: resumeFromJournal(
						stored.state,
						submission,
						await readMe(submission),
						policyOptions(options),
						Date.now(),
						Math.random(),
					);
		if (decision.kind === "done") {
			if (stored !== null) await journal.done(key, entryOf(stored.state));
			return decision.outcome;
		}
		const transport = createAuthenticatedTransport(context, options.signal);
		const first: Transition =
			decision.kind === "continue"
				? decision.transition
				: beginSettlement(
						submission,
						await knownMe(context, transport, options.attemptTimeoutMs),
						policyOptions(options),
						Date.now(),
						instance,
					);
		const { state, finish } = await runSettlement(
			context,
			transport,
			first,
			{ ...options, idempotencyToken: idempotency_token ?? false },
			{
				save: (state) => journal.save(key, entryOf(state)),
				isResumed: decision.kind === "continue",
			},
		);
		await journal.done(key, entryOf(state));
		return markChangedAttachments(finish.outcome, state.submission, submission);
	};
}

/** @throws {JournalError} if the entry cannot be read, or is that of another submission */
async function loadEntry(
	{ base }: ClientContext,
	journal: ResumeJournal,
	key: string,
): Promise<JournalEntry | null> {
	const { label = "The journal" } = journal;
	const stored: unknown = await journal.load(key);
	if (stored === null) return null;
	const entry = readJournalEntry(label, stored);
	if (journalKey(base, entry.state.submission) === key) return entry;
	throw unreadableEntry(label, "It is damaged");
}

/**
 * Reads `me` once for all submissions; `null` if it cannot be read. After an abort too: the settlement that resumes then
 * reports its own abort.
 */
function readMeOnce(
	context: ClientContext,
	{ signal, deadlineMs, attemptTimeoutMs }: RespondOptions,
): (submission: Submission) => Promise<Me | null> {
	let reading: Promise<Me | null> | null = null;
	return (submission) => {
		reading ??= me(context, submission, {
			signal,
			deadlineMs,
			attemptTimeoutMs,
		}).catch((error: unknown) => {
			if (isSignoffError(error) || isAbortError(error)) return null;
			throw error;
		});
		return reading;
	};
}
