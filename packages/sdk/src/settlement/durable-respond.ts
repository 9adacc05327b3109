import type { Me, Submission } from "@signoff/core/contract";
import type { Outcome } from "@signoff/core/outcome";
import {
	beginSettlement,
	markChangedAttachments,
	resumeFromJournal,
	type SettlementState,
	type Transition,
} from "@signoff/core/settlement";
import { createCaller } from "../auth/authenticated-transport.ts";
import { knownMe } from "../auth/identity-cache.ts";
import type { ClientContext } from "../context/client-context.ts";
import { isAbortError } from "../errors/abort-error.ts";
import { isSignoffError } from "../errors/signoff-error.ts";
import { policyOf, type RespondOptions } from "../options/check-options.ts";
import { me } from "../resources/me.ts";
import { type Journal, type JournalEntry, journalKey } from "./journal.ts";
import { answer, settle } from "./respond.ts";

/**
 * Answers submissions with a journal: each goes on from where the last run left it, and is written down before each
 * command.
 */
export function journalled(
	session: ClientContext,
	journal: Journal,
	options: RespondOptions,
): (submission: Submission) => Promise<Outcome> {
	const run = crypto.randomUUID();
	const who = onceFor(session, options);

	return async (submission) => {
		const key = journalKey(session.base, submission);
		const found = await journal.load(key);
		// A second one for the step in this very list: the journal holds the first, and the server compares them.
		if (found?.run === run) return answer(session, submission, options);
		const idempotency_token =
			found?.idempotency_token ??
			(options.idempotencyToken === true ? crypto.randomUUID() : null);
		const entryOf = (state: SettlementState): JournalEntry => ({
			run,
			idempotency_token,
			state,
		});
		const taken =
			found === null
				? ({ kind: "start" } as const)
				: resumeFromJournal(
						found.state,
						submission,
						await who(submission),
						policyOf(options),
						Date.now(),
						Math.random(),
					);
		if (taken.kind === "done") {
			if (found !== null) await journal.done(key, entryOf(found.state));
			return taken.outcome;
		}
		const caller = createCaller(session, options.signal);
		const first: Transition =
			taken.kind === "continue"
				? taken.transition
				: beginSettlement(
						submission,
						await knownMe(session, caller, options.attemptTimeoutMs),
						policyOf(options),
						Date.now(),
					);
		const { state, finish } = await settle(
			session,
			caller,
			first,
			{ ...options, idempotencyToken: idempotency_token ?? false },
			(state) => journal.save(key, entryOf(state)),
		);
		await journal.done(key, entryOf(state));
		return markChangedAttachments(finish.outcome, state.submission, submission);
	};
}

/** Who answers, asked once; `null` where that cannot be read. An abort shows where the settlement would go on. */
function onceFor(
	session: ClientContext,
	{ signal, deadlineMs, attemptTimeoutMs }: RespondOptions,
): (submission: Submission) => Promise<Me | null> {
	let asked: Promise<Me | null> | null = null;
	return (submission) => {
		asked ??= me(session, submission, {
			signal,
			deadlineMs,
			attemptTimeoutMs,
		}).catch((error: unknown) => {
			if (isSignoffError(error) || isAbortError(error)) return null;
			throw error;
		});
		return asked;
	};
}
