import {
	integerColumn,
	type Sql,
	type SqlParam,
} from "../../sql/sql-database.ts";
import { activeWithin, type Range, type StepRange } from "./list-ranges.ts";
import type { Template } from "./templates.ts";

/** A selection of a level's instances. */
export type Selection = {
	/** How many there are. */
	total: number;
	/** The numbers of the first ones after a number, ascending. */
	first(limit: number, after: number): number[];
};

/** What is selected from ranges. */
export type RangeSelection = {
	/** `null` at company level. */
	projectId: string | null;
	ranges: Range[];
	templates: Template[];
	/** Only what is overdue, or only what is not; `undefined` selects both. */
	overdue: boolean | undefined;
	/** ISO 8601, UTC; decides what is overdue. */
	now: string;
};

/** Selects the instances of ranges. The total comes from the counts that are kept, except of what is overdue. */
export function selectRanges(
	sql: Sql,
	{ projectId, ranges, templates, overdue, now }: RangeSelection,
): Selection {
	const active = ranges.flatMap((range) => activeWithin(range, templates));
	const overdueCount = (): number =>
		sum(active.map((range) => countOverdue(sql, projectId, range, now)));
	const keptCount = (): number =>
		sum(ranges.map((range) => keptCountOf(sql, projectId, range)));
	const numbers = (limit: number, after: number): number[][] => {
		if (overdue === true)
			return active.map((range) =>
				numbersOverdue(sql, projectId, range, [now, after, limit]),
			);
		const notOverdue = overdue === false ? now : null;
		return ranges.map((range) =>
			numbersOf(sql, projectId, range, { notOverdue, after, limit }),
		);
	};
	return {
		total:
			overdue === true
				? overdueCount()
				: keptCount() - (overdue === false ? overdueCount() : 0),
		first: (limit, after) =>
			numbers(limit, after)
				.flat()
				.sort((a, b) => a - b)
				.slice(0, limit),
	};
}

function keptCountOf(
	sql: Sql,
	projectId: string | null,
	{ templateId, at }: Range,
): number {
	const key = [projectId ?? "", templateId];
	const counts = "SELECT SUM(count) AS n FROM instance_counts";
	const ofTemplate = "WHERE project_id = ? AND template_id = ?";
	if (at === "anywhere") return countIn(sql, `${counts} ${ofTemplate}`, ...key);
	const step = at === "ended" ? -1 : at.step;
	return countIn(
		sql,
		`${counts} ${ofTemplate} AND step_index = ?`,
		...key,
		step,
	);
}

/** The numbers of a range's first instances after a number. */
function numbersOf(
	sql: Sql,
	projectId: string | null,
	{ templateId, at }: Range,
	page: { notOverdue: string | null; after: number; limit: number },
): number[] {
	const { index, condition, params } = indexOf(at);
	const due = page.notOverdue === null ? [] : [page.notOverdue];
	return numbersIn(
		sql,
		`SELECT seq FROM instances INDEXED BY ${index} WHERE project_id IS ? AND template_id = ? ${condition}
			${due.length === 0 ? "" : "AND COALESCE(overdue_at < ?, 0) = 0"} AND seq > ? ORDER BY seq LIMIT ?`,
		...[projectId, templateId, ...params, ...due, page.after, page.limit],
	);
}

function indexOf(at: Range["at"]): {
	index: string;
	condition: string;
	params: number[];
} {
	if (at === "anywhere")
		return { index: "instances_of_template", condition: "", params: [] };
	if (at === "ended")
		return {
			index: "instances_ended",
			condition: "AND step_index IS NULL",
			params: [],
		};
	return {
		index: "instances_at_step",
		condition: "AND step_index = ?",
		params: [at.step],
	};
}

const overdueAtStep = `FROM instances INDEXED BY instances_due
	WHERE project_id IS ? AND template_id = ? AND step_index = ? AND overdue_at < ?`;

function countOverdue(
	sql: Sql,
	projectId: string | null,
	{ templateId, at }: StepRange,
	now: string,
): number {
	return countIn(
		sql,
		`SELECT COUNT(*) AS n ${overdueAtStep}`,
		...[projectId, templateId, at.step, now],
	);
}

function numbersOverdue(
	sql: Sql,
	projectId: string | null,
	{ templateId, at }: StepRange,
	page: [now: string, after: number, limit: number],
): number[] {
	return numbersIn(
		sql,
		`SELECT seq ${overdueAtStep} AND seq > ? ORDER BY seq LIMIT ?`,
		...[projectId, templateId, at.step, ...page],
	);
}

function numbersIn(sql: Sql, query: string, ...params: SqlParam[]): number[] {
	return sql.exec(query, ...params).map((row) => integerColumn(row, "seq"));
}

/** A sum over no rows is null. */
function countIn(sql: Sql, query: string, ...params: SqlParam[]): number {
	return Number(sql.exec(query, ...params)[0]?.["n"] ?? 0);
}

function sum(numbers: number[]): number {
	return numbers.reduce((total, each) => total + each, 0);
}
