import { normalizeComment } from "../contract/comment.ts";
import type { Submission } from "../contract/submission.ts";
import type { ChangedField, OnRecord } from "../outcome/outcome.ts";
import type { Evidence } from "./evidence.ts";

/** A response of this person on record, with its files as shown by a read. */
export type RecordedRow = { on_record: OnRecord; attachments: unknown };

/** Compares this person's rows with the submission. If one is the same, the others do not count; `null` without rows. */
export function compareRows(
	recorded: RecordedRow[],
	submission: Submission,
): Evidence | null {
	const compared = recorded.map((row) => compareRow(row, submission));
	return compared.find(({ kind }) => kind === "same") ?? compared[0] ?? null;
}

function compareRow(
	{ on_record, attachments }: RecordedRow,
	{ response }: Submission,
): Evidence {
	const differs: ChangedField[] = [];
	if (on_record.option.id !== response.selected_response_option_id)
		differs.push("response_option");
	if (
		normalizeComment(on_record.comment) !== normalizeComment(response.comment)
	)
		differs.push("comment");
	if (differs.length > 0) return { kind: "different", on_record, differs };
	return {
		kind: "same",
		exact: (on_record.comment ?? "") === (response.comment ?? ""),
		attachments,
	};
}
