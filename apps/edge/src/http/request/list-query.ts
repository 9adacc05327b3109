import { type Issue, type ParseResult, validate } from "@signoff/core";
import { malformedIssue } from "@signoff/core/validation";
import type { ListQuery } from "../../upstreams/request-types.ts";
import { listQuerySchema } from "../schemas/list-query.ts";

const pagingKeys = new Set(["per_page", "cursor", "page"]);

/** Parses the query of a list (contract §2). Ignores parameters that are neither filters nor about paging. */
export function parseListQuery(url: string): ParseResult<ListQuery> {
	const filters: [string, string][] = [];
	const paging: [string, string][] = [];
	const { searchParams } = new URL(url);
	for (const [key, value] of searchParams) {
		const filter = /^filters\[(.*)\]$/s.exec(key)?.[1];
		if (filter !== undefined) filters.push([filter, value]);
		else if (pagingKeys.has(key)) paging.push([key, value]);
	}
	if (hasRepeatedKey(filters) || hasRepeatedKey(paging))
		return {
			kind: "invalid",
			issues: [
				malformedIssue(
					["query"],
					"A parameter of the query is given more than once.",
				),
			],
		};
	const parsed = validate(listQuerySchema, {
		...Object.fromEntries(paging),
		filters: Object.fromEntries(filters),
	});
	return parsed.kind === "parsed"
		? parsed
		: { kind: "invalid", issues: parsed.issues.map(withQueryPath) };
}

function hasRepeatedKey(pairs: [string, string][]): boolean {
	return new Set(pairs.map(([key]) => key)).size < pairs.length;
}

function withQueryPath({ code, path, message }: Issue): Issue {
	return { code, path: ["query", ...path], message };
}
