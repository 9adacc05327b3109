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
import {
	integerColumn,
	type Sql,
	type SqlRow,
} from "../../sql/sql-database.ts";
import type { ReadResult } from "../upstream.ts";
import type { Ledger } from "./ledger.ts";
import { selectByItem } from "./list-by-item.ts";
import { type Selection, selectRanges } from "./list-range-queries.ts";
import { rangesOf } from "./list-ranges.ts";
import { parseInstanceRow } from "./records.ts";
import { serializeSummary } from "./serialize-instance.ts";

/**
 * One page of the instances that live at this level, in the order they were created.
 *
 * @param now ISO 8601, UTC; decides what is overdue
 */
export function listInstances(
	ledger: Ledger,
	scope: Scope,
	query: ListQuery,
	now: string,
): ReadResult {
	const { sql } = ledger;
	const perPage = Number(query.per_page ?? pageSizes.default);
	const after = query.cursor === undefined ? 0 : decodeCursor(query.cursor);
	if (after === null) return { kind: "refused", outcome: invalidCursor() };
	const { total, first } = select(ledger, scope, query.filters, now);
	const page = query.page === undefined ? null : Number(query.page);
	const start = page === null ? 0 : (page - 1) * perPage;
	// No page begins after the last instance, however large its number is.
	const numbers =
		start > total ? [] : first(start + perPage + 1, after).slice(start);
	const shown = selectRows(sql, numbers.slice(0, perPage));
	const last = numbers.length > perPage ? shown.at(-1) : undefined;
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

function select(
	{ sql, templates }: Ledger,
	{ project_id }: Scope,
	filters: ListQuery["filters"],
	now: string,
): Selection {
	const all = templates.all();
	const { overdue, item_id, tool_type } = filters;
	const selection = {
		projectId: project_id ?? null,
		ranges: rangesOf(all, filters),
		templates: all,
		overdue: overdue === undefined ? undefined : overdue === "true",
		now,
	};
	return item_id === undefined
		? selectRanges(sql, selection)
		: selectByItem(sql, tool_type, item_id, selection);
}

function selectRows(sql: Sql, numbers: number[]): SqlRow[] {
	return sql.exec(
		"SELECT * FROM instances WHERE seq IN (SELECT value FROM json_each(?)) ORDER BY seq",
		JSON.stringify(numbers),
	);
}

function invalidCursor(): Outcome {
	return outcomes.invalid([
		malformedIssue(
			["query", "cursor"],
			"`cursor` must be taken from a `Link` of an earlier page.",
		),
	]);
}
