import { describe } from "@signoff/core";
import { sanitize } from "@signoff/core/validation";
import type { FlowDuring } from "./flow.ts";
import {
	type BatchRow,
	batchCounts,
	batchRows,
	isFailure,
} from "./model/batch-rows.ts";
import type { AppState } from "./state.ts";
import { keysText } from "./ui/linear/keys-text.ts";
import type { Speech } from "./ui/linear/spoken.ts";
import type { AppTheme } from "./ui/theme.ts";
import { appPage } from "./view.ts";

/** A batch that was sent: each answer when it has ended, and at the end the failures with their reasons. */
export function batchSpeech(
	state: AppState,
	{ batch_result: { sent, cursor } }: FlowDuring<"batch_sent">,
	theme: AppTheme,
): Speech {
	const rows = batchRows(sent, state.outbox);
	const counts = batchCounts(rows);
	const { all, onRecord, failed, later, drafts, going } = counts;
	const isDone = going === 0;
	const ended = rows.filter(
		({ status }) => status.kind !== "held" && status.kind !== "sending",
	);
	const focused = rows[cursor];
	const parts: [number, string][] = [
		[failed, "not recorded"],
		[later, "not certain yet"],
		[drafts, "taken back"],
		[onRecord, "on record"],
	];
	const summary = parts
		.filter(([count]) => count > 0)
		.map(([count, text]) => `${count} ${text}`)
		.join(", ");
	const page = appPage(state, theme, true);
	return {
		title: isDone ? "Batch: done" : `Batch: sending ${all} answers`,
		lines: [
			...ended.map((row) => `${statusText(row)}: ${subjectText(row)}.`),
			...(isDone ? [`${summary}.`, ...rows.filter(isFailure).map(reason)] : []),
		].map(sanitize),
		keys: keysText(page.hints),
		focus:
			isDone && focused !== undefined && cursor > 0
				? sanitize(
						`${cursor + 1} of ${all}: ${statusText(focused)}, ${subjectText(focused)}`,
					)
				: null,
		notice: null,
		text: null,
	};
}

function statusText({ status }: BatchRow): string {
	return status.kind === "outcome" ? status.outcome.kind : status.kind;
}

function subjectText({ context, instance_id }: BatchRow): string {
	const { item, step_name } = context;
	return [item ?? `instance ${instance_id}`, step_name]
		.filter((each) => each !== null)
		.join(", ");
}

function reason(row: BatchRow): string {
	const { status } = row;
	const text =
		status.kind === "outcome"
			? describe(status.outcome).sentence
			: "Not sent: an earlier answer to this step is not settled.";
	return `Not recorded: ${subjectText(row)}. ${text}`;
}
