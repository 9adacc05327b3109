import type { Me } from "../contract/directory.ts";
import type { Submission } from "../contract/submission.ts";
import {
	sameAttachments,
	withAttachments,
} from "../outcome/compare-attachments.ts";
import {
	matchOutcome,
	type Outcome,
	type OutcomeTable,
	outcomes,
} from "../outcome/outcome.ts";
import type { PolicyOptions } from "../request/policy.ts";
import { resolvePolicy } from "../request/policy.ts";
import type { Issue } from "../validation/issue.ts";
import { isSamePerson } from "./evidence.ts";
import { advanceSettlement } from "./settlement.ts";
import type { SettlementState, Transition } from "./state.ts";
import { markTokenAccepted, startRead, startSubmit } from "./transitions.ts";

/** How to go on with a submission of which an earlier run has left a state. */
export type ResumeDecision =
	/** As if it were new. */
	| { kind: "start" }
	| { kind: "continue"; step: Transition }
	/** There is nothing to ask any more. */
	| { kind: "done"; outcome: Outcome };

/**
 * Takes a submission up again, from the state that was written down for its instance and step. What is settled is not
 * asked again; what was sent goes on in doubt; what was changed since is refused, unless nothing of it can be on record.
 *
 * @param before the state written down last
 * @param me who answers now; `null` where not known
 * @param policy how far it may go from now on
 * @param random between 0 and 1, for jitter
 */
export function resumeFromJournal(
	before: SettlementState,
	submission: Submission,
	me: Me | null,
	policy: PolicyOptions,
	now: number,
	random: number,
): ResumeDecision {
	const saved = { ...before, policy: resolvePolicy(policy, false) };
	if (me !== null && saved.me !== null && !isSamePerson(saved.me, me))
		return done(outcomes.invalid([otherPerson]));
	const changed = journalMismatches(saved.submission, submission);
	const sameFiles = sameAttachments(
		saved.submission.response.attachments,
		submission.response.attachments,
	);
	const untouched = changed.length === 0 && sameFiles;
	if (saved.command.kind === "finish") {
		const standing = matchOutcome(saved.command.outcome, standings);
		if (standing === "open") return { kind: "start" };
		if (standing === "refused")
			return untouched ? done(saved.command.outcome) : { kind: "start" };
		if (changed.length > 0) return done(outcomes.invalid(changed));
		if (standing === "doubtful")
			return {
				kind: "continue",
				step: resumeSettlement(reopen(saved, now), now, random),
			};
		return done(
			sameFiles
				? withKnownAttachments(saved.command.outcome, submission)
				: withAttachments(saved.command.outcome, "differ"),
		);
	}
	if (saved.last_sent_at === null && !untouched) return { kind: "start" };
	if (changed.length > 0) return done(outcomes.invalid(changed));
	return { kind: "continue", step: resumeSettlement(saved, now, random) };
}

/**
 * Says of an outcome whether its files are those submitted now, where another submission of the same response was
 * sent before: it is the one that may be on record.
 */
export function markChangedAttachments(
	outcome: Outcome,
	sent: Submission,
	submission: Submission,
): Outcome {
	return sameAttachments(
		sent.response.attachments,
		submission.response.attachments,
	)
		? outcome
		: withAttachments(outcome, "differ");
}

/** What a settlement that has ended means for asking again. */
type Standing =
	/** It is the server's last word. */
	| "settled"
	/** Nothing is on record, for a reason that a change of the submission may remove. */
	| "refused"
	/** Nothing is on record, for a reason that passes. */
	| "open"
	/** It may be on record. */
	| "doubtful";

const settled = (): Standing => "settled";
const refused = (): Standing => "refused";
const open = (): Standing => "open";

const standings: OutcomeTable<Standing> = {
	recorded: settled,
	unchanged: settled,
	accepted: settled,
	conflict: settled,
	superseded: settled,
	invalid: refused,
	forbidden: refused,
	not_found: refused,
	unauthenticated: open,
	deferred: open,
	uncertain: () => "doubtful",
};

function done(outcome: Outcome): ResumeDecision {
	return { kind: "done", outcome };
}

/** As before its last read: what was sent stays in doubt, and is sent again or read once more. */
function reopen(saved: SettlementState, now: number): SettlementState {
	return {
		...saved,
		phase: "final_read",
		command: { kind: "sleep", until: now },
		verify_reads: 0,
		consecutive_failures: 0,
		attempts: [],
	};
}

/** Files of a response that this very submission has put on record are on record with it. */
function withKnownAttachments(
	outcome: Outcome,
	{ response }: Submission,
): Outcome {
	const named = !sameAttachments(response.attachments, undefined);
	return outcome.kind === "recorded" &&
		outcome.attachments === undefined &&
		named
		? withAttachments(outcome, "same")
		: outcome;
}

function journalMismatches(
	{ response: sent }: Submission,
	now: Submission,
): Issue[] {
	const { response } = now;
	const issues: Issue[] = [];
	if (sent.selected_response_option_id !== response.selected_response_option_id)
		issues.push(mismatch("selected_response_option_id", "another option"));
	if ((sent.comment ?? "") !== (response.comment ?? ""))
		issues.push(mismatch("comment", "another comment"));
	return issues;
}

function mismatch(field: string, what: string): Issue {
	return {
		code: journalMismatch,
		path: ["response", field],
		message: `The journal holds ${what} for this step: nothing was sent.`,
	};
}

/** The code of every issue with what a journal holds. */
const journalMismatch = "journal_mismatch";

const otherPerson: Issue = {
	code: journalMismatch,
	path: [],
	message: "The journal belongs to another person: nothing was sent.",
};

/**
 * Goes on after a crash, from the state written down before the last command: that command counts as sent and
 * unanswered. The deadline and the budget of calls begin anew.
 */
export function resumeSettlement(
	state: SettlementState,
	now: number,
	random: number,
): Transition {
	if (state.command.kind === "finish") return { state, command: state.command };
	const renewed = {
		...state,
		deadline_at: now + state.policy.deadlineMs,
		calls_made: 0,
	};
	// The last read before the old deadline is not the last any more.
	if (state.phase === "final_read") {
		const again = markTokenAccepted(renewed);
		return state.refusal === null
			? startSubmit(again, now)
			: startRead(again, "verify", now, now);
	}
	return advanceSettlement(
		renewed,
		state.command.kind === "sleep"
			? { kind: "slept" }
			: { kind: "no_response" },
		now,
		random,
	);
}
