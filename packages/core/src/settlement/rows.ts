import {
	type CommentComparison,
	compareComment,
} from "../contract/comment-display.ts";
import type { ResponseOption } from "../contract/instance.ts";
import type { Submission } from "../contract/submission.ts";
import type { ChangedField, OnRecord } from "../outcome/outcome.ts";
import type { Evidence } from "./evidence.ts";
import type { RowOwner } from "./identity.ts";

/** A row of the submission's step, as an instance or a history shows it. */
export type Row = {
	owner: RowOwner;
	/** `null`: unanswered. `unreadable`: answered, but its option is not known. */
	answer: Answer | "unreadable" | null;
};

/** A response on record, with its files as shown by a read. */
export type Answer = { on_record: OnRecord; attachments: unknown };

/** A row as a read shows it. It is answered if and only if `submitted_at` is set. */
export function toRow(
	owner: RowOwner,
	submitted_at: string | null,
	option: ResponseOption | null,
	{ comment, attachments }: { comment: string | null; attachments?: unknown },
): Row {
	if (submitted_at === null) return { owner, answer: null };
	if (option === null) return { owner, answer: "unreadable" };
	const on_record = { option, comment, submitted_at };
	return { owner, answer: { on_record, attachments } };
}

/**
 * What the answered rows prove; `null` if each of them is another person's. If one row is the same response, the
 * others of this person do not count.
 */
export function evidenceFromRows(
	rows: Row[],
	submission: Submission,
): Evidence | null {
	const compared = rows.map(({ owner, answer }) =>
		owner === "mine" && answer !== null && answer !== "unreadable"
			? compareAnswer(answer, submission)
			: unclear,
	);
	for (const kind of ["same", "different", "maybe_same"] as const) {
		const proof = compared.find((each) => each.kind === kind);
		if (proof !== undefined) return proof;
	}
	const mayBeAnswered = rows.some(
		({ owner, answer }) => owner !== "other" && answer !== null,
	);
	return mayBeAnswered ? unclear : null;
}

const unclear: Evidence = { kind: "nothing", finding: "unclear" };

/** What is shown can be a display only if anything is shown. */
function differsAsShown(
	comparison: CommentComparison,
	{ comment }: OnRecord,
): boolean {
	return comparison === "different" || (comparison === "maybe" && !comment);
}

function compareAnswer(
	{ on_record, attachments }: Answer,
	{ response }: Submission,
): Evidence {
	const comment = compareComment(on_record.comment, response.comment);
	const otherOption =
		on_record.option.id !== response.selected_response_option_id;
	if (!otherOption && comment === "same") return { kind: "same", attachments };
	const differs: ChangedField[] = otherOption ? ["response_option"] : [];
	if (!otherOption || differsAsShown(comment, on_record))
		differs.push("comment");
	const kind =
		otherOption || comment === "different" ? "different" : "maybe_same";
	return { kind, on_record, differs };
}
