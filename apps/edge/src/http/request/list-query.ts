import { type Issue, type ParseResult, validate } from "@signoff/core";
import { malformedIssue } from "@signoff/core/validation";
import type { ListQuery } from "../../upstreams/requests.ts";
import { listQuerySchema } from "../schemas/list-query.ts";

const paging = new Set(["per_page", "cursor", "page"]);

/** Reads the query of a list (contract §2). What is neither a filter nor about paging is left alone. */
export function parseListQuery(url: string): ParseResult<ListQuery> {
	const filters: [string, string][] = [];
	const others: [string, string][] = [];
	const { searchParams } = new URL(url);
	for (const [key, value] of searchParams) {
		const filter = /^filters\[(.*)\]$/s.exec(key)?.[1];
		if (filter !== undefined) filters.push([filter, value]);
		else if (paging.has(key)) others.push([key, value]);
	}
	const twice = repeated(filters) || repeated(others);
	if (twice)
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
		...Object.fromEntries(others),
		filters: Object.fromEntries(filters),
	});
	return parsed.kind === "parsed"
		? parsed
		: { kind: "invalid", issues: parsed.issues.map(inQuery) };
}

function repeated(pairs: [string, string][]): boolean {
	return new Set(pairs.map(([key]) => key)).size < pairs.length;
}

function inQuery({ code, path, message }: Issue): Issue {
	return { code, path: ["query", ...path], message };
}
