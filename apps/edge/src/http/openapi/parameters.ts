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
