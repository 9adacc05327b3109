import type { JsonSchema } from "./json-schema.ts";

/** Headers of replies that are described. */
export type HeaderName =
	| "Allow"
	| "Idempotency-Replayed"
	| "Link"
	| "Location"
	| "Per-Page"
	| "Preference-Applied"
	| "Retry-After"
	| "Total"
	| "WWW-Authenticate"
	| "x-request-id";

/** `components.headers`. */
export const headerComponents: Record<
	HeaderName,
	{ description: string; schema: JsonSchema; example: unknown }
> = {
	Allow: {
		description: "The methods that the path has.",
		schema: { type: "string" },
		example: "POST, OPTIONS",
	},
	"Idempotency-Replayed": {
		description:
			"`false` for a first response, `true` for one that was on record already. A relay omits it if that is not known.",
		schema: { type: "string", enum: ["false", "true"] },
		example: "false",
	},
	Link: {
		description: "The addresses of other pages, by `rel`.",
		schema: { type: "string" },
		example:
			'</rest/v2.0/companies/4201/projects/77/workflows/instances?page=2>; rel="next"',
	},
	Location: {
		description: "The address of the settlement.",
		schema: { type: "string" },
		example: `/signoff/v1/settlements/${"0".repeat(64)}`,
	},
	"Per-Page": {
		description: "Rows per page.",
		schema: { type: "integer" },
		example: 10,
	},
	"Preference-Applied": {
		description: "The preference that was followed.",
		schema: { type: "string" },
		example: "return=representation",
	},
	"Retry-After": {
		description: "When to try again, in seconds.",
		schema: { type: "integer", minimum: 1 },
		example: 5,
	},
	Total: {
		description: "The number of rows on all pages.",
		schema: { type: "integer" },
		example: 118,
	},
	"WWW-Authenticate": {
		description: "How to authenticate.",
		schema: { type: "string" },
		example: "Bearer",
	},
	"x-request-id": {
		description: "Identifies the request in the log of the edge.",
		schema: { type: "string", format: "uuid" },
		example: "0b3c1f1e-6d0a-4f6e-9f55-0e5a2d9f6f0d",
	},
};

/** References to the headers of a reply, by name. */
export function headerRefs(
	names: readonly HeaderName[],
): Record<string, JsonSchema> {
	return Object.fromEntries(
		["x-request-id" as const, ...names].map((name) => [
			name,
			{ $ref: `#/components/headers/${name}` },
		]),
	);
}
