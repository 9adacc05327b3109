import * as z from "zod/mini";
import {
	type Issue,
	malformedIssue,
	type ParseResult,
} from "../validation/issue.ts";
import { validate } from "../validation/validate.ts";

/** The query of a list of instances (contract §2), with each value as sent, a string. */
export type ListQuery = {
	filters: {
		tool_type: string;
		tool_subtype?: string | undefined;
		item_id?: string | undefined;
		assignee_id?: string | undefined;
		active?: "true" | "false" | undefined;
		overdue?: "true" | "false" | undefined;
	};
	per_page?: string | undefined;
	/** Start of the page, from a `Link`; exclusive with `page`. */
	cursor?: string | undefined;
	page?: string | undefined;
};

/** Rows per page: the default of `per_page`, and its maximum (contract §2). */
export const pageSizes = { default: 10, max: 100 } as const;

const nonEmpty = z.string().check(z.minLength(1));
const optionalBoolean = z.optional(
	z.enum(["true", "false"], "must be true or false"),
);
const perPage = z
	.string()
	.check(
		z.regex(
			/^([1-9][0-9]?|100)$/,
			`must be an integer from 1 to ${pageSizes.max}`,
		),
	);
const page = z
	.string()
	.check(z.regex(/^[1-9][0-9]{0,8}$/, "must be a positive integer"));
const cursor = z
	.string()
	.check(
		z.regex(
			/^[\x21-\x7e]{1,512}$/,
			"must be taken from a `Link` of an earlier page",
		),
	);

/** Accepts a {@link ListQuery} and nothing else. */
const listQuerySchema: z.ZodMiniType<ListQuery> = z
	.strictObject({
		filters: z.strictObject({
			tool_type: nonEmpty,
			tool_subtype: z.optional(nonEmpty),
			item_id: z.optional(nonEmpty),
			assignee_id: z.optional(nonEmpty),
			active: optionalBoolean,
			overdue: optionalBoolean,
		}),
		per_page: z.optional(perPage),
		cursor: z.optional(cursor),
		page: z.optional(page),
	})
	.check(
		z.refine(({ cursor, page }) => cursor === undefined || page === undefined, {
			error: "must not be given together with `cursor`",
			path: ["page"],
		}),
	);

const pagingKeys = new Set(["per_page", "cursor", "page"]);

/**
 * Parses the query of a list (contract §2). Ignores parameters that are neither filters nor about paging.
 *
 * @param parameters the query's names and values, for example a `URLSearchParams`
 */
export function parseListQuery(
	parameters: Iterable<[string, string]>,
): ParseResult<ListQuery> {
	const filters: [string, string][] = [];
	const paging: [string, string][] = [];
	for (const [key, value] of parameters) {
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
