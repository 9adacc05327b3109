import { pageSizes } from "@signoff/core/server";
import type { JsonSchema } from "./json-schema.ts";
import type { HeaderName, QueryName } from "./operations.ts";

type QueryParameter = {
	required: boolean;
	description: string;
	schema: JsonSchema;
};

const text: JsonSchema = { type: "string", minLength: 1 };

/** Every query parameter (contract §2). */
export const queryParameters: Record<QueryName, QueryParameter> = {
	"filters[tool_type]": {
		required: true,
		description: "The tool.",
		schema: text,
	},
	"filters[tool_subtype]": {
		required: false,
		description: "The tool's subtype.",
		schema: text,
	},
	"filters[item_id]": {
		required: false,
		description: "The item that goes through the workflow.",
		schema: text,
	},
	"filters[assignee_id]": {
		required: false,
		description: "Id of an assignee of the current step.",
		schema: text,
	},
	"filters[active]": {
		required: false,
		description: "Whether the instance has not ended.",
		schema: { type: "boolean" },
	},
	"filters[overdue]": {
		required: false,
		description: "Whether the current step is overdue.",
		schema: { type: "boolean" },
	},
	per_page: {
		required: false,
		description: "Rows per page.",
		schema: {
			type: "integer",
			minimum: 1,
			maximum: pageSizes.max,
			default: pageSizes.default,
		},
	},
	cursor: {
		required: false,
		description: "Start of the page, from a `Link`; exclusive with `page`.",
		schema: text,
	},
	page: {
		required: false,
		description: "Number of the page, from 1; exclusive with `cursor`.",
		schema: { type: "integer", minimum: 1 },
	},
	company_id: { required: true, description: "The company.", schema: text },
};

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
