import type { ChangedField, OnRecord, PersonRef } from "../outcome/outcome.ts";

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
	| "hidden";
