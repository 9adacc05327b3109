import { describe, type Outcome } from "@signoff/core";
import { describePreview } from "@signoff/core/settlement";
import { type Client, safe } from "@signoff/sdk";
import { pMapIterable } from "p-map";
import type { BulkRow } from "./bulk-row.ts";
import { type BulkRun, settleRow, withoutOption } from "./bulk-run.ts";
import { type PrepareContext, prepareRow } from "./prepare-row.ts";

/** What rows are previewed with. */
export type PreviewRun = BulkRun & {
	client: Client;
	prepare: PrepareContext;
	deadlineMs: number | undefined;
};

/** Predicts the outcome of each row by reads alone. */
export async function previewRows(run: PreviewRun): Promise<void> {
	const { rows, concurrency, signal } = run;
	const previews = pMapIterable(rows(), (row) => previewRow(row, run), {
		concurrency,
		preserveOrder: false,
	});
	for await (const _ of previews) if (signal.aborted) return;
}

async function previewRow(row: BulkRow, run: PreviewRun): Promise<void> {
	const { client, signal, deadlineMs, prepare } = run;
	const refuse = async (outcome: Outcome): Promise<void> => {
		if (signal.aborted) return;
		const result = { row: row.row, submission: withoutOption(row), outcome };
		await settleRow(run, result, outcome.kind, describe(outcome).sentence);
	};
	const prepared = await prepareRow({ ...row, files: [] }, prepare);
	if (prepared.kind === "refused") return refuse(prepared.outcome);
	const { submission } = prepared;
	const previewed = await safe(
		client.preview(submission, { signal, deadlineMs }),
	);
	if (previewed.kind === "failed") return refuse(previewed.outcome);
	const { preview } = previewed.value;
	const result = { row: row.row, submission, preview };
	await settleRow(
		run,
		result,
		preview.would,
		describePreview(preview).sentence,
	);
}
