import { normalizeComment } from "../contract/comment.ts";
import type { History } from "../contract/history.ts";
import type { Instance } from "../contract/instance.ts";
import type { Me } from "../contract/me.ts";
import type { Submission } from "../contract/submission.ts";
import type { ChangedField, OnRecord, PersonRef } from "../outcome/outcome.ts";
import { currentStep } from "./current-step.ts";
import { decidedBy, findHistoryStep, mapLabel } from "./history-step.ts";
import { isSamePerson } from "./is-same-person.ts";
import type { StepFingerprint } from "./state.ts";

/**
 * What a read proves about this person's response to the step. A missing response proves nothing: the read may be
 * stale, filtered, or too early.
 */
export type Evidence =
	/** The same response is on record. `exact`: also by a comparison of the exact comments. */
	| { kind: "same"; exact: boolean; attachments: unknown }
	| { kind: "different"; on_record: OnRecord; differs: ChangedField[] }
	| { kind: "ended_without_us"; decided_by: PersonRef[] }
	| { kind: "nothing"; finding: ReadFinding };

/** What a read shows that proves nothing. */
export type ReadFinding =
	/** The step is current, and this person's row is unanswered. */
	| "unanswered"
	/** The step is current, and this person has a row, but the step does not offer the option. */
	| "not_offered"
	/** The step is current, and no row is this person's. */
	| "no_row"
	/** The instance is at another step, or has ended. */
	| "not_current"
	/** The read shows nothing that can be used. */
	| "hidden";

/** What an instance proves. Without `me` no row can be attributed to this person. */
export function evidenceFromInstance(
	instance: Instance,
	submission: Submission,
	me: Me | null,
): Evidence {
	if (me === null) return { kind: "nothing", finding: "hidden" };
	const step = currentStep(instance, submission);
	if (step === null) return { kind: "nothing", finding: "not_current" };
	const rows = step.response_occurrences.filter(({ assignee }) =>
		isSamePerson(assignee, me),
	);
	const recorded = rows.flatMap((row): RecordedRow[] =>
		row.selected_response_option === null
			? []
			: [
					{
						on_record: {
							option: row.selected_response_option,
							comment: row.comment,
							submitted_at: row.submitted_at,
						},
						attachments: row.attachments,
					},
				],
	);
	const proof = compareRows(recorded, submission);
	if (proof !== null) return proof;
	if (rows.length === 0) return { kind: "nothing", finding: "no_row" };
	if (rows.some(({ submitted_at }) => submitted_at !== null))
		return { kind: "nothing", finding: "hidden" };
	const options = step.available_response_options;
	const offered =
		options.length === 0 ||
		options.some(
			({ id }) => id === submission.response.selected_response_option_id,
		);
	return { kind: "nothing", finding: offered ? "unanswered" : "not_offered" };
}

/** What a history proves. It is the only read that shows a response after its step has ended. */
export function evidenceFromHistory(
	history: History,
	submission: Submission,
	me: Me | null,
	fingerprint: StepFingerprint | null,
): Evidence {
	const nothing: Evidence = { kind: "nothing", finding: "hidden" };
	const step = findHistoryStep(history, submission, fingerprint);
	if (step === null || me === null) return nothing;
	const mine = step.responses.filter((row) => isSamePerson(row, me));
	const answered = mine.filter(
		(row) => row.response !== null || row.responded_at !== null,
	);
	const options = [
		...(fingerprint?.options ?? []),
		...step.available_response_options,
	];
	const proof = compareRows(
		answered.flatMap((row) =>
			mapLabel(row, options).map((on_record) => ({
				on_record,
				attachments: row.attachments,
			})),
		),
		submission,
	);
	if (proof !== null) return proof;
	// A response of this person whose label maps to no option, or a row without login and id, makes the history unclear.
	const unclear =
		answered.length > 0 ||
		step.responses.some(({ login, id }) => login === null && id === null);
	if (unclear) return nothing;
	if (step.ended_at === null)
		return {
			kind: "nothing",
			finding: mine.length > 0 ? "unanswered" : "no_row",
		};
	return { kind: "ended_without_us", decided_by: decidedBy(step) };
}

/** A response of this person on record, with its files as shown by a read. */
type RecordedRow = { on_record: OnRecord; attachments: unknown };

/** Compares this person's rows with the submission. If one is the same, the others do not count; `null` without rows. */
function compareRows(
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
