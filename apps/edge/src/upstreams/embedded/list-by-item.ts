import {
	integerColumn,
	type Sql,
	type SqlRow,
} from "../../sql/sql-database.ts";
import type { RangeSelection, Selection } from "./list-range-queries.ts";
import type { Range } from "./list-ranges.ts";

/** Selects the instances of one item within ranges. Reads all instances of the item: an item has few. */
export function selectByItem(
	sql: Sql,
	toolType: string,
	itemId: string,
	{ projectId, ranges, overdue, now }: RangeSelection,
): Selection {
	const numbers = sql
		.exec(
			`SELECT seq, template_id, step_index, overdue_at FROM instances INDEXED BY instances_of_item
				WHERE project_id IS ? AND tool_type = ? AND item_id = ? ORDER BY seq`,
			...[projectId, toolType, itemId],
		)
		.filter((row) => ranges.some((range) => isWithin(range, row)))
		.filter((row) => overdue === undefined || overdue === isOverdue(row, now))
		.map((row) => integerColumn(row, "seq"));
	return {
		total: numbers.length,
		first: (limit, after) =>
			numbers.filter((number) => number > after).slice(0, limit),
	};
}

function isWithin({ templateId, at }: Range, row: SqlRow): boolean {
	if (row["template_id"] !== templateId) return false;
	if (at === "anywhere") return true;
	return row["step_index"] === (at === "ended" ? null : at.step);
}

function isOverdue({ overdue_at }: SqlRow, now: string): boolean {
	return typeof overdue_at === "string" && overdue_at < now;
}
