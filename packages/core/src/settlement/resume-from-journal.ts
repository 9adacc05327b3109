import type { Me } from "../contract/me.ts";
import type { Submission } from "../contract/submission.ts";
import { type Outcome, outcomes } from "../outcome/outcome.ts";
import {
	isOnRecord,
	sameAttachments,
	withAttachments,
} from "../outcome/same-attachments.ts";
import { type PolicyOptions, resolvePolicy } from "../request/policy.ts";
import type { Issue } from "../validation/issue.ts";
import { resumeSettlement } from "./resume.ts";
import { isSameUser } from "./same-person.ts";
import type { SettlementState, Transition } from "./state.ts";

/** How to continue a submission of which an earlier run stored a state. */
export type ResumeDecision =
	/** As a new submission. */
	| { kind: "start" }
	| { kind: "continue"; transition: Transition }
	/** Without a request. */
	| { kind: "done"; outcome: Outcome };

/**
 * Resumes a submission from the state stored for its instance and step. One whose outcome cannot change makes no
 * request; one that may be on record continues in doubt, and is refused if it has changed since; any other starts anew.
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
	if (me !== null && before.me !== null && !isSameUser(before.me, me))
		return done(outcomes.invalid([otherPerson]));
	const saved = {
		...before,
		me: me ?? before.me,
		policy: resolvePolicy(policy),
	};
	const changed = journalMismatches(saved.submission, submission);
	const sameFiles = sameAttachments(
		saved.submission.response.attachments,
		submission.response.attachments,
	);
	const unchanged = changed.length === 0 && sameFiles;
	if (!mayBeOnRecord(saved) && !unchanged) return { kind: "start" };
	if (changed.length > 0) return done(outcomes.invalid(changed));
	const { command } = saved;
	if (command.kind !== "finish" || command.outcome.kind === "uncertain")
		return {
			kind: "continue",
			transition: resumeSettlement(saved, now, random),
		};
	const { outcome } = command;
	if (!isKept(outcome)) return { kind: "start" };
	return done(
		sameFiles
			? withKnownAttachments(outcome, submission)
			: withAttachments(outcome, "differ"),
	);
}

/** True if this response is on record, or may be: then a changed submission would conflict with it. */
function mayBeOnRecord({ command, in_doubt }: SettlementState): boolean {
	if (command.kind !== "finish") return in_doubt || command.kind === "submit";
	const { outcome } = command;
	return outcome.kind === "uncertain" || isOnRecord(outcome);
}

/**
 * True if the outcome of an earlier run is kept: asking the server again cannot change it. Fewer kinds than those with the
 * trait `final`, because permissions and locks may have changed since a refusal.
 */
function isKept(outcome: Outcome): boolean {
	const { kind, attempts } = outcome;
	const isDecidedHere = kind === "invalid" && attempts.length === 0;
	return (
		isOnRecord(outcome) ||
		kind === "conflict" ||
		kind === "superseded" ||
		isDecidedHere
	);
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

/** The identical response on record may be that of another session, with other files: the contract compares none. */
function withKnownAttachments(
	outcome: Outcome,
	{ response }: Submission,
): Outcome {
	const hasFiles = !sameAttachments(response.attachments, undefined);
	return outcome.attachments === undefined && hasFiles
		? withAttachments(outcome, "unknown")
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
