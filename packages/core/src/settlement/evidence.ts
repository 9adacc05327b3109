import type { Instance } from "../contract/instance.ts";
import type { Me } from "../contract/me.ts";
import type { Submission } from "../contract/submission.ts";
import type { ChangedField, OnRecord, PersonRef } from "../outcome/outcome.ts";
import { currentStep } from "./current-step.ts";
import { ownerOf } from "./identity.ts";
import { evidenceFromRows, type Row, toRow } from "./rows.ts";

/**
 * What a read proves about this person's response to the step. A missing response proves nothing: the read may be
 * stale, filtered, or too early.
 */
export type Evidence =
	/** The same response is on record. */
	| { kind: "same"; attachments: unknown }
	| { kind: "different"; on_record: OnRecord; differs: ChangedField[] }
	/** A response of this person with the same option is on record, and its comment can be a display of the submitted one. */
	| { kind: "maybe_same"; on_record: OnRecord; differs: ChangedField[] }
	| { kind: "ended_without_us"; decided_by: PersonRef[] }
	/** The step is current and does not offer the option. */
	| { kind: "not_offered" }
	| { kind: "nothing"; finding: ReadFinding };

/** What a read shows that proves nothing. */
export type ReadFinding =
	/** The step is current, this person's row is unanswered, and every answered row is another person's. */
	| "unanswered"
	/** The same, but no row is this person's. */
	| "no_row"
	/** The same, but it is not clear whether an unanswered row is this person's. */
	| "not_identified"
	/** An answered row may be this person's, or its option is not known. */
	| "unclear"
	/** The instance is at another step, or has ended. */
	| "not_current"
	/** The history lists the current step by its id, and not the submission's step. */
	| "not_listed"
	/** The read shows nothing that can be used. */
	| "hidden";

/** Evidence of a read that proves nothing. */
export function nothing(finding: ReadFinding): Evidence {
	return { kind: "nothing", finding };
}

/** What an instance proves. Without `me` no row can be attributed to this person. */
export function evidenceFromInstance(
	instance: Pick<Instance, "current_step_occurrence">,
	submission: Submission,
	me: Me | null,
): Evidence {
	const step = currentStep(instance, submission);
	if (step === null) return nothing("not_current");
	const rows = step.response_occurrences.map((row) =>
		toRow(
			ownerOf(row.assignee, me),
			row.submitted_at,
			row.selected_response_option,
			row,
		),
	);
	const evidence = evidenceFromRows(rows, submission);
	if (evidence !== null && evidence.kind !== "nothing") return evidence;
	const finding = evidence?.finding ?? findingFromRows(rows);
	const options = step.available_response_options;
	const isOffered =
		options.length === 0 ||
		options.some(
			({ id }) => id === submission.response.selected_response_option_id,
		);
	// Whoever has no row is refused for that reason.
	return isOffered || finding === "no_row"
		? nothing(finding)
		: { kind: "not_offered" };
}

/** What rows show if every answered one is another person's. */
export function findingFromRows(rows: Row[]): ReadFinding {
	if (rows.some(({ owner }) => owner === "mine")) return "unanswered";
	return rows.some(({ owner }) => owner === "unclear")
		? "not_identified"
		: "no_row";
}
