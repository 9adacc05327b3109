import { entryMark, type OutboxEntry } from "../../outbox/entry.ts";
import type { Theme } from "../../terminal/theme.ts";
import { tableLines } from "./table-lines.ts";

/** A line of `signoff log --json`. */
export function logRecord({
	at,
	submission,
	context,
	state,
}: OutboxEntry): object {
	const outcome = state.kind === "held" ? null : state.outcome;
	return {
		at: new Date(at).toISOString(),
		submission,
		item: context.item,
		step_name: context.step_name,
		option: context.option,
		state: state.kind,
		...(outcome === null ? {} : { outcome }),
	};
}

const headings = ["DECIDED", "OUTCOME", "INSTANCE", "STEP", "ITEM", "OPTION"];

/** The log as a table that fits the width of the terminal, with times of this machine's time zone. */
export function logTable(
	entries: readonly OutboxEntry[],
	theme: Theme,
): string[] {
	if (entries.length === 0) return ["Nothing was decided here."];
	const rows = entries.map((entry) => ({
		cells: cells(entry),
		warning: entry.state.kind !== "settled",
	}));
	return tableLines(headings, rows, theme);
}

function cells(entry: OutboxEntry): string[] {
	const { at, state, submission, context } = entry;
	const { current_step_occurrence_id, selected_response_option_id } =
		submission.response;
	return [
		localTime(at),
		state.kind === "settled" ? state.outcome.kind : (entryMark(entry) ?? ""),
		submission.id,
		context.step_name === null
			? current_step_occurrence_id
			: `${current_step_occurrence_id} ${context.step_name}`,
		context.item ?? "",
		context.option ?? selected_response_option_id,
	];
}

/** `2026-11-26 14:05`. */
function localTime(at: number): string {
	const date = new Date(at);
	const two = (value: number): string => String(value).padStart(2, "0");
	const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
	return `${day.map(two).join("-")} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
