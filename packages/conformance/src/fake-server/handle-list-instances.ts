import type { Scope } from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import {
	cursorLinks,
	decodeCursor,
	type ListQuery,
	type PageLink,
	pageLinks,
	pageSizes,
	parseListQuery,
} from "@signoff/core/server";
import { malformedIssue } from "@signoff/core/validation";
import { type Call, replyIfValid, scopeOf } from "./call.ts";
import { toIsoTime, type WorkflowInstance } from "./company.ts";
import { replyWithJson, replyWithOutcome } from "./replies.ts";
import { serializeSummary } from "./serialize-instance.ts";
import type { Paging } from "./types.ts";

/** `GET …/workflows/instances` (contract §2): one page, in the order the instances were created. */
export function handleListInstances(call: Call): Response {
	return replyIfValid(call, parseListQuery(call.url.searchParams), (query) =>
		listInstances(call, query),
	);
}

function listInstances(
	call: Call,
	{ cursor, page, filters, per_page = String(pageSizes.default) }: ListQuery,
): Response {
	const after = cursor === undefined ? 0 : decodeCursor(cursor);
	if (after === null) return replyWithOutcome(invalidCursor);
	const perPage = Number(per_page);
	const fits = matchesFilters(scopeOf(call), filters, toIsoTime(Date.now()));
	const matching = [...call.company.instances.values()]
		.map((instance, index) => ({ instance, position: index + 1 }))
		.filter(({ instance }) => fits(instance));
	const rows =
		page === undefined
			? matching.filter(({ position }) => position > after)
			: matching.slice((Number(page) - 1) * perPage);
	const shown = rows.slice(0, perPage);
	const hasNext = rows.length > perPage;
	const last = hasNext ? shown.at(-1) : undefined;
	const links =
		page === undefined
			? cursorLinks(last?.position ?? null)
			: pageLinks(Number(page), Math.ceil(matching.length / perPage));
	const data = shown.map(({ instance }) => serializeSummary(instance));
	const { body, headers } = nextPageOf(call.company.paging, hasNext, {
		Total: String(matching.length),
		Link: links.map((link) => linkValue(call.url, link)).join(", "),
	});
	return replyWithJson({ data, ...body }, 200, {
		...headers,
		"Per-Page": per_page,
	});
}

/** What a page says about the next one, in the body and in headers. */
function nextPageOf(
	paging: Paging | undefined,
	has_next_page: boolean,
	headers: { Link: string; Total: string },
): { body: object; headers: Record<string, string> } {
	switch (paging ?? "link") {
		case "link":
			return { body: {}, headers };
		case "total":
			return { body: {}, headers: { Total: headers.Total } };
		case "has_next_page":
			return { body: { has_next_page }, headers: {} };
		case "pagination":
			return { body: { pagination: { has_next_page } }, headers: {} };
	}
}

/** @param now ISO 8601, UTC; decides what is overdue */
function matchesFilters(
	{ project_id = null }: { project_id?: Scope["project_id"] | null },
	filters: ListQuery["filters"],
	now: string,
): (instance: WorkflowInstance) => boolean {
	const { tool_type, tool_subtype, item_id, assignee_id, active, overdue } =
		filters;
	return (instance) => {
		const { template, current } = instance;
		const due = current?.overdue_at ?? null;
		return (
			instance.project_id === project_id &&
			template.tool_type === tool_type &&
			[undefined, template.tool_subtype].includes(tool_subtype) &&
			[undefined, instance.item_id].includes(item_id) &&
			(assignee_id === undefined ||
				(current?.rule.assignees ?? []).some(
					({ person }) => person === assignee_id,
				)) &&
			[undefined, String(instance.ended_at === null)].includes(active) &&
			[undefined, String(due !== null && due < now)].includes(overdue)
		);
	};
}

/** One value of the `Link` header: an absolute URL that keeps the other query parameters. */
function linkValue(url: URL, { rel, query }: PageLink): string {
	const target = new URL(url);
	target.searchParams.delete("cursor");
	target.searchParams.delete("page");
	for (const [key, value] of Object.entries(query))
		target.searchParams.set(key, value);
	return `<${target.href}>; rel="${rel}"`;
}

const invalidCursor = outcomes.invalid([
	malformedIssue(
		["query", "cursor"],
		"`cursor` must be taken from a `Link` of an earlier page.",
	),
]);
