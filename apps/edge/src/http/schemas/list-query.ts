import * as z from "zod/mini";
import { type ListQuery, pageSizes } from "../../upstreams/request-types.ts";

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
			/^[A-Za-z0-9_-]{1,64}$/,
			"must be taken from a `Link` of an earlier page",
		),
	);

/** Accepts a {@link ListQuery} and nothing else. */
export const listQuerySchema: z.ZodMiniType<ListQuery> = z
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
