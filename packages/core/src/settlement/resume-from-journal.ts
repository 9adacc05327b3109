import type { Me } from "../contract/me.ts";
import type { Submission } from "../contract/submission.ts";
import {
	sameAttachments,
	withAttachments,
} from "../outcome/compare-attachments.ts";
import { type Outcome, outcomes } from "../outcome/outcome.ts";
import { outcomeTraits } from "../outcome/traits.ts";
import { type PolicyOptions, resolvePolicy } from "../request/policy.ts";
import type { Issue } from "../validation/issue.ts";
import { isSamePerson } from "./is-same-person.ts";
import { resumeSettlement } from "./resume.ts";
import type { SettlementState, Transition } from "./state.ts";

/** How to continue a submission of which an earlier run stored a state. */
export type ResumeDecision =
	/** As a new submission. */
	| { kind: "start" }
	| { kind: "continue"; transition: Transition }
	/** Without a request. */
	| { kind: "done"; outcome: Outcome };

/**
 * Resumes a submission from the state stored for its instance and step. A settled submission makes no request; one
 * that was sent continues in doubt; one that has changed since is refused, unless it cannot be on record.
 *
 * @param before the state stored last
 * @param me the person who responds now; `null` if unknown
 * @param policy applies from now on
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
	const unchanged = changed.length === 0 && sameFiles;
	if (saved.command.kind === "finish") {
		const { kind } = saved.command.outcome;
		const { final, stepStillOpen } = outcomeTraits[kind];
		const certain = kind !== "uncertain";
		if (certain && !final) return { kind: "start" };
		// Nothing is on record, for a reason that a changed submission may remove.
		if (certain && stepStillOpen)
			return unchanged ? done(saved.command.outcome) : { kind: "start" };
		if (changed.length > 0) return done(outcomes.invalid(changed));
		if (!certain)
			return {
				kind: "continue",
				transition: resumeSettlement(reopen(saved, now), now, random),
			};
		return done(
			sameFiles
				? withKnownAttachments(saved.command.outcome, submission)
				: withAttachments(saved.command.outcome, "differ"),
		);
	}
	if (saved.last_sent_at === null && !unchanged) return { kind: "start" };
	if (changed.length > 0) return done(outcomes.invalid(changed));
	return { kind: "continue", transition: resumeSettlement(saved, now, random) };
}

/**
 * Marks an outcome if the files submitted now differ from those sent before with the same response, which may be on
 * record.
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

function done(outcome: Outcome): ResumeDecision {
	return { kind: "done", outcome };
}

/** Returns the state before its final read: the submit stays in doubt, and is repeated or verified by a read. */
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

/** If this submission was recorded, its files are on record with it. */
function withKnownAttachments(
	outcome: Outcome,
	{ response }: Submission,
): Outcome {
	const hasFiles = !sameAttachments(response.attachments, undefined);
	return outcome.kind === "recorded" &&
		outcome.attachments === undefined &&
		hasFiles
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

function mismatch(field: string, held: string): Issue {
	return {
		code: journalMismatch,
		path: ["response", field],
		message: `The journal holds ${held} for this step: nothing was sent.`,
	};
}

/** The code of every issue about the content of a journal. */
const journalMismatch = "journal_mismatch";

const otherPerson: Issue = {
	code: journalMismatch,
	path: [],
	message: "The journal belongs to another person: nothing was sent.",
};
