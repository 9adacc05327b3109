import type { Outcome, OutcomeKind, Preview, Submission } from "@signoff/core";
import type { BulkRow } from "./bulk-row.ts";
import type { RowStore } from "./row-store.ts";
import type { Tally } from "./tally.ts";

/** What a row of a bulk run ended in. */
export type RowResult = {
	row: number;
	/** Without the option if a name was not found: only its id is part of a submission. */
	submission: Omit<Submission, "response"> & {
		response: Partial<Submission["response"]>;
	};
} & ({ outcome: Outcome } | { preview: Preview });

/** The parts that sending and previewing a file share. */
export type BulkRun = {
	/** Reads the rows from the first one. */
	rows: () => AsyncIterable<BulkRow>;
	store: RowStore;
	tally: Tally;
	concurrency: number;
	signal: AbortSignal;
	/** Receives each result once it is stored. */
	onResult: (result: RowResult) => Promise<void>;
};

/** Stores the outcome of a row, then reports it. */
export async function settleRow(
	{ store, tally, onResult }: BulkRun,
	result: RowResult,
	kind: OutcomeKind,
	message: string,
): Promise<void> {
	const { row, submission } = result;
	store.saveOutcome({
		row,
		kind,
		instance_id: submission.id,
		step_id: submission.response.current_step_occurrence_id ?? "",
		message,
	});
	tally.add(row, kind);
	await onResult(result);
}

/** What is known of a submission whose option was not found. */
export function withoutOption({
	submission,
	isDraft,
}: BulkRow): RowResult["submission"] {
	if (!isDraft) return submission;
	const { response, ...scope } = submission;
	const { selected_response_option_id: _, ...known } = response;
	return { ...scope, response: known };
}
