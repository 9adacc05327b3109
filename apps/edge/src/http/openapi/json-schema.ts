import { outcomeSchema } from "@signoff/core";
import { wireBodySchema } from "@signoff/core/contract";
import { newInstanceSchema } from "@signoff/core/server";
import * as z from "zod/mini";
import { readRoutes } from "../routes/reads.ts";
import { problemSchema } from "../schemas/problem.ts";
import { previewSchema, settlementSchema } from "../schemas/settlement.ts";

/** A JSON Schema, as plain data. */
export type JsonSchema = { [keyword: string]: unknown };

const componentTypes: Record<string, z.ZodMiniType> = {
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

/** `components.schemas`, generated from the schemas that validate requests and tests. */
export function componentSchemas(): Record<string, JsonSchema> {
	return Object.fromEntries(
		Object.entries(componentTypes).map(([name, schema]) => [
			name,
			jsonSchema(schema),
		]),
	);
}

/** A reference to a schema of `components.schemas`. */
export function schemaRef(name: string): JsonSchema {
	return { $ref: `#/components/schemas/${name}` };
}

/** The body of a v2 reply: `{ "data": … }` (contract §2). */
export function dataEnvelope(schema: JsonSchema): JsonSchema {
	return { type: "object", properties: { data: schema }, required: ["data"] };
}

function jsonSchema(schema: z.ZodMiniType): JsonSchema {
	const { $schema, ...rest } = z.toJSONSchema(schema, { io: "input" });
	return rest;
}
