import type { Outcome, Scope } from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import {
	cursorLinks,
	decodeCursor,
	type ListQuery,
	pageLinks,
	pageSizes,
} from "@signoff/core/server";
import { malformedIssue } from "@signoff/core/validation";
import type { ReadResult } from "../upstream.ts";
import { parseInstanceRow } from "./records.ts";
import { serializeSummary } from "./serialize-instance.ts";
import {
	integerColumn,
	type Sql,
	type SqlParam,
	type SqlRow,
} from "./sql-database.ts";

/**
 * One page of the instances that live at this level, in the order they were created.
 *
 * @param now ISO 8601, UTC; decides what is overdue
 */
export function listInstances(
	sql: Sql,
	scope: Scope,
	query: ListQuery,
	now: string,
): ReadResult {
	const perPage = Number(query.per_page ?? pageSizes.default);
	const after = query.cursor === undefined ? 0 : decodeCursor(query.cursor);
	if (after === null) return { kind: "refused", outcome: invalidCursor() };
	const { where, params } = whereClause(scope, query.filters, now);
	const total = integerColumn(
		sql.exec(
			`SELECT COUNT(*) AS total FROM instances WHERE ${where}`,
			...params,
		)[0] ?? {},
		"total",
	);
	const select = (more: string, ...bounds: number[]): SqlRow[] =>
		sql.exec(
			`SELECT * FROM instances WHERE ${where} ${more}`,
			...params,
			...bounds,
		);
	const page = query.page === undefined ? null : Number(query.page);
	const rows =
		page === null
			? select("AND seq > ? ORDER BY seq LIMIT ?", after, perPage + 1)
			: select("ORDER BY seq LIMIT ? OFFSET ?", perPage, (page - 1) * perPage);
	const shown = rows.slice(0, perPage);
	const last = rows.length > perPage ? shown.at(-1) : undefined;
	return {
		kind: "ok",
		data: shown.map((row) => serializeSummary(sql, parseInstanceRow(row))),
		page: {
			total,
			per_page: perPage,
			links:
				page === null
					? cursorLinks(last === undefined ? null : integerColumn(last, "seq"))
					: pageLinks(page, Math.ceil(total / perPage)),
		},
	};
}

function whereClause(
	scope: Scope,
	filters: ListQuery["filters"],
	now: string,
): { where: string; params: SqlParam[] } {
	const { tool_type, tool_subtype, item_id, assignee_id, active, overdue } =
		filters;
	const parts: [sql: string, ...params: SqlParam[]][] = [
		["project_id IS ?", scope.project_id ?? null],
		["tool_type = ?", tool_type],
	];
	if (tool_subtype !== undefined)
		parts.push(["tool_subtype = ?", tool_subtype]);
	if (item_id !== undefined) parts.push(["item_id = ?", item_id]);
	if (assignee_id !== undefined) parts.push([assigneeCondition, assignee_id]);
	if (active !== undefined)
		parts.push([
			active === "true" ? "ended_at IS NULL" : "ended_at IS NOT NULL",
		]);
	if (overdue !== undefined)
		parts.push([
			`COALESCE(overdue_at < ?, 0) = ${overdue === "true" ? 1 : 0}`,
			now,
		]);
	return {
		where: parts.map(([sql]) => sql).join(" AND "),
		params: parts.flatMap(([, ...params]) => params),
	};
}

const assigneeCondition = `EXISTS (SELECT 1 FROM assignees WHERE person_id = ?
	AND assignees.template_id = instances.template_id AND assignees.step_index = instances.step_index)`;

function invalidCursor(): Outcome {
	return outcomes.invalid([
		malformedIssue(
			["query", "cursor"],
			"`cursor` must be taken from a `Link` of an earlier page.",
		),
	]);
}
