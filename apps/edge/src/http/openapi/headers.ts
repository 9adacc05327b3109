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

/** A header of replies. */
type HeaderObject = {
	description: string;
	/** Whether every reply that describes it has it. */
	required?: boolean;
	schema: JsonSchema;
	example: unknown;
};

/** `components.headers`. */
export const headerComponents: Record<HeaderName, HeaderObject> = {
	Allow: {
		required: true,
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
		required: true,
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
		required: true,
		description: "The preference that was followed.",
		schema: { type: "string" },
		example: "return=representation",
	},
	"Retry-After": {
		required: true,
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
		required: true,
		description: "How to authenticate.",
		schema: { type: "string" },
		example: "Bearer",
	},
	"x-request-id": {
		required: true,
		description: "Identifies the request in the log of the edge.",
		schema: { type: "string", format: "uuid" },
		example: "0b3c1f1e-6d0a-4f6e-9f55-0e5a2d9f6f0d",
	},
};

/**
 * Headers of a reply, by name.
 *
 * @param optional names of headers that this reply may leave out, although others always have them
 */
export function headerObjects(
	names: readonly HeaderName[],
	optional: readonly HeaderName[] = [],
): Record<string, JsonSchema> {
	const always = ["x-request-id" as const, ...names].map((name) => [
		name,
		{ $ref: `#/components/headers/${name}` },
	]);
	const withoutRequirement = optional.map((name) => [
		name,
		{ ...headerComponents[name], required: false },
	]);
	return Object.fromEntries([...always, ...withoutRequirement]);
}
