import {
	type CommentComparison,
	compareComment,
} from "../contract/comment-display.ts";
import type { Submission } from "../contract/submission.ts";
import type { OnRecord } from "../outcome/outcome.ts";
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

/**
 * What the answered rows prove; `null` if each of them is another person's. If one row is the same response, the
 * others of this person do not count.
 */
export function evidenceFromRows(
	rows: Row[],
	submission: Submission,
): Evidence | null {
	const answered = rows.filter(({ answer }) => answer !== null);
	const mine = answered.filter(({ owner }) => owner === "mine");
	const compared = mine.map(({ answer }) =>
		answer === null || answer === "unreadable"
			? unclear
			: compareAnswer(answer, submission),
	);
	for (const kind of ["same", "different", "maybe_same"] as const) {
		const proof = compared.find((each) => each.kind === kind);
		if (proof !== undefined) return proof;
	}
	return answered.some(({ owner }) => owner !== "other") ? unclear : null;
}

const unclear: Evidence = { kind: "nothing", finding: "unclear" };

/** What is shown can be a display of ours only if anything is shown. */
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
	if (otherOption)
		return {
			kind: "different",
			on_record,
			differs: differsAsShown(comment, on_record)
				? ["response_option", "comment"]
				: ["response_option"],
		};
	if (comment === "same") return { kind: "same", attachments };
	const differs: ["comment"] = ["comment"];
	return comment === "different"
		? { kind: "different", on_record, differs }
		: { kind: "maybe_same", on_record, differs };
}
