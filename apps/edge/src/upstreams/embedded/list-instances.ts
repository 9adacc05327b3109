import type { Outcome, Scope } from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import { malformedIssue } from "@signoff/core/validation";
import { type ListQuery, pageSizes } from "../../http/schemas/list-query.ts";
import type { Found, PageLink } from "../upstream.ts";
import { instanceRecord } from "./queries.ts";
import { summaryView } from "./serialize-instance.ts";
import { integer, type Row, type Sql, type SqlInput } from "./sql.ts";

/**
 * One page of the instances that live at this level, in the order they were created.
 *
 * @param now ISO 8601, UTC: what is overdue counts from it
 */
export function listInstances(
	sql: Sql,
	scope: Scope,
	query: ListQuery,
	now: string,
): Found {
	const perPage = Number(query.per_page ?? pageSizes.usual);
	const after = query.cursor === undefined ? 0 : decodeCursor(query.cursor);
	if (after === null) return { kind: "refused", outcome: badCursor() };
	const { where, params } = condition(scope, query.filters, now);
	const total = integer(
		sql.exec(
			`SELECT COUNT(*) AS total FROM instances WHERE ${where}`,
			...params,
		)[0] ?? {},
		"total",
	);
	const select = (more: string, ...bounds: number[]): Row[] =>
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
	return {
		kind: "found",
		data: shown.map((row) => summaryView(sql, instanceRecord(row))),
		page: {
			total,
			per_page: perPage,
			links:
				page === null
					? cursorLinks(shown, rows.length > perPage)
					: pageLinks(page, Math.ceil(total / perPage)),
		},
	};
}

function condition(
	scope: Scope,
	filters: ListQuery["filters"],
	now: string,
): { where: string; params: SqlInput[] } {
	const { tool_type, tool_subtype, item_id, assignee_id, active, overdue } =
		filters;
	const parts: [sql: string, ...params: SqlInput[]][] = [
		["project_id IS ?", scope.project_id ?? null],
		["tool_type = ?", tool_type],
	];
	if (tool_subtype !== undefined)
		parts.push(["tool_subtype = ?", tool_subtype]);
	if (item_id !== undefined) parts.push(["item_id = ?", item_id]);
	if (assignee_id !== undefined) parts.push([assignedTo, assignee_id]);
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

const assignedTo = `EXISTS (SELECT 1 FROM assignees WHERE person_id = ?
	AND assignees.template_id = instances.template_id AND assignees.step_index = instances.step_index)`;

function cursorLinks(shown: Row[], more: boolean): PageLink[] {
	const last = shown.at(-1);
	const next: PageLink[] =
		more && last !== undefined
			? [{ rel: "next", query: { cursor: encodeCursor(integer(last, "seq")) } }]
			: [];
	return [...next, { rel: "first", query: {} }];
}

function pageLinks(page: number, pages: number): PageLink[] {
	const link = (rel: PageLink["rel"], to: number): PageLink => ({
		rel,
		query: { page: String(to) },
	});
	const last = Math.max(1, pages);
	const next = page < last ? [link("next", page + 1)] : [];
	const prev = page > 1 ? [link("prev", Math.min(page - 1, last))] : [];
	return [...next, ...prev, link("first", 1), link("last", last)];
}

function encodeCursor(seq: number): string {
	return `after-${seq.toString(36)}`;
}

function decodeCursor(cursor: string): number | null {
	const digits = /^after-([0-9a-z]{1,10})$/.exec(cursor)?.[1];
	return digits === undefined ? null : Number.parseInt(digits, 36);
}

function badCursor(): Outcome {
	return outcomes.invalid([
		malformedIssue(
			["query", "cursor"],
			"`cursor` must be taken from a `Link` of an earlier page.",
		),
	]);
}
