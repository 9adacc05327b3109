import { outcomeSchema } from "@signoff/core";
import { wireBodySchema } from "@signoff/core/contract";
import { newInstanceSchema } from "@signoff/core/server";
import * as z from "zod/mini";
import { readRoutes } from "../routes/reads.ts";
import { problemSchema } from "../schemas/problem.ts";
import { previewSchema, settlementSchema } from "../schemas/settlement.ts";
import type { Dialect } from "./dialect.ts";

/** A JSON Schema, as plain data. */
export type JsonSchema = { [keyword: string]: unknown };

const components: Record<string, z.ZodMiniType> = {
	ResponseBody: wireBodySchema,
	NewInstance: newInstanceSchema,
	...Object.fromEntries(
		Object.values(readRoutes).map(({ component: { name, schema } }) => [
			name,
			schema,
		]),
	),
	Outcome: outcomeSchema,
	Preview: previewSchema,
	Settlement: settlementSchema,
	Problem: problemSchema,
};

/** `components.schemas`, generated from the schemas that validate requests and tests. One refers to another by name. */
export function componentSchemas({
	jsonSchema,
}: Pick<Dialect, "jsonSchema">): Record<string, JsonSchema> {
	const registry = z.registry<{ id: string }>();
	for (const [id, schema] of Object.entries(components))
		registry.add(schema, { id });
	const { schemas } = z.toJSONSchema(registry, {
		io: "input",
		target: jsonSchema,
		uri: (id) => `#/components/schemas/${id}`,
	});
	return Object.fromEntries(
		Object.entries(schemas).map(([name, schema]) => {
			const { $schema, $id, ...rest } = { $id: "", ...schema };
			return [name, withPlainReferences(rest)];
		}),
	);
}

/** In OpenAPI 3.0 zod wraps each reference in an `allOf` with one entry. */
function withPlainReferences<T>(value: T): T;
function withPlainReferences(value: unknown): unknown {
	if (typeof value !== "object" || value === null) return value;
	if (Array.isArray(value)) return value.map(withPlainReferences);
	const entries = Object.entries(value);
	const [[key, inner] = ["", null]] = entries;
	return entries.length === 1 && key === "allOf" && Array.isArray(inner)
		? inner[0]
		: Object.fromEntries(
				entries.map(([name, each]) => [name, withPlainReferences(each)]),
			);
}

/** A reference to a schema of `components.schemas`. */
export function schemaRef(name: string): JsonSchema {
	return { $ref: `#/components/schemas/${name}` };
}

/** The body of a v2 reply: `{ "data": … }` (contract §2). */
export function dataEnvelope(schema: JsonSchema): JsonSchema {
	return objectOf({ data: schema });
}

/** An object that has all these properties, and possibly others. */
export function objectOf(properties: Record<string, JsonSchema>): JsonSchema {
	return { type: "object", properties, required: Object.keys(properties) };
}
