import * as z from "zod/mini";
import { count, positive } from "../schema-fields.ts";

/** Which pages name the next one. @default all */
type Only = { only?: "first" | "after_first" | undefined };

/** How a page of a list names the next one. Only `link` to `own` or `relative` is as the contract says. */
export type NextPageName =
	| ({
			kind: "link";
			to:
				| "own"
				| "relative"
				/** Another host, which a proxy in front of the API may name. */
				| "foreign_host"
				/** The API's host, with http. */
				| "plain_http"
				/** The same page again. */
				| "itself"
				| "no_address"
				/** A previous page, and no next one. */
				| "previous"
				/** An empty header. */
				| "nowhere";
	  } & Only)
	/** A `Link` of so many `<`, on which a careless parser spends quadratic time. */
	| ({ kind: "brackets"; length: number } & Only)
	/** A header that counts the rows, without `Link`. Without `count`, it names the rows of the plan. */
	| ({
			kind: "total";
			header: "Total" | "X-Total";
			count?: number | undefined;
	  } & Only)
	/** `has_next_page` in the body: beside `data`, or in an object `pagination`. */
	| ({ kind: "has_next_page"; in: "body" | "pagination" } & Only);

/** What a page shows in place of its rows. All but `every_second` have no end. */
export type PageContent =
	| "empty"
	| "first_again"
	| "two_in_turns"
	/** The others are hidden from the person. */
	| "every_second";

/** A list that a server replies with, whatever its path. */
export type ListPlan = {
	rows: number;
	/** @default 100 */
	page_size?: number | undefined;
	/** Pages without a row before the first row. @default 0 */
	empty_pages?: number | undefined;
	pages?: PageContent | undefined;
	next: NextPageName[];
};

const only = z.optional(z.enum(["first", "after_first"]));

// A table, so that a new kind does not compile without a schema.
const names: {
	[K in NextPageName["kind"]]: z.ZodMiniType<
		Extract<NextPageName, { kind: K }>
	>;
} = {
	link: z.strictObject({
		kind: z.literal("link"),
		to: z.enum([
			"own",
			"relative",
			"foreign_host",
			"plain_http",
			"itself",
			"no_address",
			"previous",
			"nowhere",
		]),
		only,
	}),
	brackets: z.strictObject({
		kind: z.literal("brackets"),
		length: positive,
		only,
	}),
	total: z.strictObject({
		kind: z.literal("total"),
		header: z.enum(["Total", "X-Total"]),
		count: z.optional(count),
		only,
	}),
	has_next_page: z.strictObject({
		kind: z.literal("has_next_page"),
		in: z.enum(["body", "pagination"]),
		only,
	}),
};

/** Validates a {@link ListPlan}. Unknown keys are refused. */
export const listPlanSchema: z.ZodMiniType<ListPlan> = z.strictObject({
	rows: count,
	page_size: z.optional(positive),
	empty_pages: z.optional(count),
	pages: z.optional(
		z.enum(["empty", "first_again", "two_in_turns", "every_second"]),
	),
	next: z.array(
		z.union(Object.values(names), "must be a name of the next page"),
	),
});
