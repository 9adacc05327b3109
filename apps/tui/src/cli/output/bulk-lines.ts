import { type OutcomeKind, outcomeKinds } from "@signoff/core";
import type { BulkEnd } from "../../bulk/run-file.ts";
import { worstKind } from "../../bulk/tally.ts";
import type { Theme } from "../../terminal/theme.ts";
import { tableLines } from "./table-lines.ts";

const headings = ["ROW", "OUTCOME", "INSTANCE", "STEP", "WHY"];

/** The failures of a bulk run as a table, then how many rows ended how. */
export function bulkLines(
	{ summary, failures }: Extract<BulkEnd, { kind: "ended" }>,
	dryRun: boolean,
	theme: Theme,
): string[] {
	const rows = failures.map(({ row, kind, instance_id, step_id, message }) => ({
		cells: [String(row), kind, instance_id, step_id, message],
		warning: true,
	}));
	const hidden = summary.failures.length - failures.length;
	const total = `${count(summary.rows, "row")}: ${countsOf(summary.kinds)}.`;
	const kind = worstKind(summary.kinds);
	return [
		...(rows.length === 0 ? [] : tableLines(headings, rows, theme)),
		...(hidden === 0
			? []
			: [theme.faint(`${count(hidden, "more row")} not on record.`)]),
		`${theme.mark(kind)} ${total}`,
		...nextLines(kind, dryRun).map((line) => `  ${theme.faint(line)}`),
	];
}

function countsOf(kinds: Partial<Record<OutcomeKind, number>>): string {
	const counts = outcomeKinds.flatMap((kind) =>
		kinds[kind] === undefined ? [] : [`${kinds[kind]} ${kind}`],
	);
	return counts.join(", ") || "nothing to send";
}

/** What to do next. */
function nextLines(worst: OutcomeKind, dryRun: boolean): string[] {
	if (dryRun) return ["This was a preview: nothing was sent."];
	switch (worst) {
		case "uncertain":
		case "deferred":
			return [
				"Run the same command again: it goes on with what is not settled.",
			];
		case "unauthenticated":
			return ["Run `signoff login`, then the same command again."];
		case "recorded":
			return [];
		default:
			return [
				"Rows that were refused are not sent again with this file. Correct them in a new one.",
			];
	}
}

function count(number: number, noun: string): string {
	return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
