import type { JsonSchema } from "./json-schema.ts";
import type { HeaderName } from "./operations.ts";

const text: JsonSchema = { type: "string", minLength: 1 };

/** The headers of replies that are described. */
export const replyHeaders: Record<
	HeaderName,
	{ description: string; schema: JsonSchema }
> = {
	"Idempotency-Replayed": {
		description:
			"`false` for a first response, `true` for one that was on record already.",
		schema: { type: "string", enum: ["false", "true"] },
	},
	Link: { description: "Other pages, by `rel`.", schema: { type: "string" } },
	Total: {
		description: "Number of rows on all pages.",
		schema: { type: "integer" },
	},
	Location: {
		description: "The address of the settlement.",
		schema: { type: "string" },
	},
	"Preference-Applied": {
		description: "The preference that was followed.",
		schema: { type: "string" },
	},
	"Retry-After": {
		description: "When to ask again, in seconds.",
		schema: { type: "integer" },
	},
	"Per-Page": { description: "Rows per page.", schema: { type: "integer" } },
};

/** The parameters of a path with `{parameters}`, and the company header if the path names a company (contract §1). */
export function pathParameters(path: string): JsonSchema[] {
	const names = [...path.matchAll(/\{(\w+)\}/g)].flatMap(
		([, name]) => name ?? [],
	);
	const parameters = names.map((name) => ({
		name,
		in: "path",
		required: true,
		schema: text,
	}));
	return names.includes("company_id")
		? [...parameters, companyHeader]
		: parameters;
}

const companyHeader: JsonSchema = {
	name: "Procore-Company-Id",
	in: "header",
	required: true,
	description: "The company of the path, again.",
	schema: { type: "integer" },
};

/** The header of RFC 7240. */
export const preferHeader: JsonSchema = {
	name: "Prefer",
	in: "header",
	required: false,
	description:
		"`return=representation`: a body with the outcome instead of a 204. `wait=N`: the most seconds to wait for an outcome, from 1 to 300. `respond-async`: a 202 at once, if the edge relays to another server.",
	schema: text,
};
