import {
	itemName,
	projectName,
	type WaitingStep,
} from "../../../model/waiting-step.ts";
import type { Row } from "./rows.ts";

/** The orders of the rows: most urgent first, waiting longest first, by item. */
export const sortOrders = ["urgency", "oldest", "item"] as const;
export type SortOrder = (typeof sortOrders)[number];

/** What the rows are grouped by. */
export const groupings = ["none", "project", "tool"] as const;
export type Grouping = (typeof groupings)[number];

/** Rows of one project or tool. `start`: the index of the first one. */
export type RowGroup = { label: string; start: number; count: number };

/** The value after another one; the first one after the last. */
export function nextOf<T>(values: readonly T[], current: T): T {
	const index = values.indexOf(current);
	return values[(index + 1) % values.length] ?? current;
}

/** Sorts and groups rows that are sorted by urgency. The most urgent group comes first. */
export function arrange(
	rows: Row[],
	order: SortOrder,
	grouping: Grouping,
): { rows: Row[]; groups: RowGroup[] } {
	const sorted = order === "urgency" ? rows : rows.toSorted(comparators[order]);
	if (grouping === "none") return { rows: sorted, groups: [] };
	const labelOf = labels[grouping];
	const byLabel = Map.groupBy(sorted, ({ waitingStep }) =>
		labelOf(waitingStep),
	);
	const groups: RowGroup[] = [];
	const arranged: Row[] = [];
	for (const [label, members] of byLabel) {
		groups.push({ label, start: arranged.length, count: members.length });
		for (const member of members) arranged.push(member);
	}
	return { rows: arranged, groups };
}

const labels: Record<
	Exclude<Grouping, "none">,
	(step: WaitingStep) => string
> = {
	project: (step) => projectName(step) ?? "The company",
	tool: ({ tool }) => tool,
};

const collator = new Intl.Collator("en", { numeric: true });

const comparators: Record<
	Exclude<SortOrder, "urgency">,
	(a: Row, b: Row) => number
> = {
	oldest: (a, b) => sinceOf(a) - sinceOf(b),
	item: (a, b) =>
		collator.compare(itemName(a.waitingStep), itemName(b.waitingStep)),
};

function sinceOf({ waitingStep }: Row): number {
	const at = Date.parse(waitingStep.waiting_since ?? "");
	return Number.isNaN(at) ? Number.POSITIVE_INFINITY : at;
}

/** The line of a row in the table: each group has a heading. */
export function lineOfRow(groups: readonly RowGroup[], row: number): number {
	let headings = 0;
	for (const { start } of groups) {
		if (start > row) break;
		headings++;
	}
	return row + headings;
}

/** A line of the table. */
export type TableRow =
	| { kind: "heading"; group: RowGroup }
	| { kind: "row"; index: number };

/** The lines of the table from one on. */
export function tableRows(
	groups: readonly RowGroup[],
	rows: number,
	from: number,
	height: number,
): TableRow[] {
	if (groups.length === 0)
		return Array.from(
			{ length: Math.max(0, Math.min(height, rows - from)) },
			(_, offset) => ({ kind: "row", index: from + offset }),
		);
	const lines: TableRow[] = [];
	const ends = rows + groups.length;
	let group = 0;
	let index = 0;
	// Skips whole groups before the first line.
	for (const each of groups) {
		if (lineOfStart(each, group) + each.count >= from) break;
		group++;
		index = each.start + each.count;
	}
	for (let line = index + group; line < Math.min(ends, from + height); line++) {
		const next = groups[group];
		const entry: TableRow =
			next !== undefined && next.start === index
				? { kind: "heading", group: next }
				: { kind: "row", index };
		if (entry.kind === "heading") group++;
		else index++;
		if (line >= from) lines.push(entry);
	}
	return lines;
}

/** The line of a group's heading. */
function lineOfStart({ start }: RowGroup, groupIndex: number): number {
	return start + groupIndex;
}
