import { wireBodySchema } from "@signoff/core/contract";
import { newInstanceSchema } from "@signoff/core/server";
import * as z from "zod/mini";
import { historyViewSchema } from "../../upstreams/views/history.ts";
import {
	instanceSummaryViewSchema,
	instanceViewSchema,
} from "../../upstreams/views/instance.ts";
import {
	companyViewSchema,
	meViewSchema,
	projectViewSchema,
	toolViewSchema,
} from "../../upstreams/views/me-companies-projects.ts";
import { problemSchema } from "../schemas/problem.ts";

/** A JSON Schema, as plain data. */
export type JsonSchema = { [keyword: string]: unknown };

/** The names under `components.schemas`. */
export type SchemaName =
	| "ResponseBody"
	| "NewInstance"
	| "Instance"
	| "InstanceSummary"
	| "History"
	| "Tool"
	| "Me"
	| "Company"
	| "Project"
	| "Problem";

const componentTypes: Record<SchemaName, z.ZodMiniType> = {
	ResponseBody: wireBodySchema,
	NewInstance: newInstanceSchema,
	Instance: instanceViewSchema,
	InstanceSummary: instanceSummaryViewSchema,
	History: historyViewSchema,
	Tool: toolViewSchema,
	Me: meViewSchema,
	Company: companyViewSchema,
	Project: projectViewSchema,
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
export function schemaRef(name: SchemaName): JsonSchema {
	return { $ref: `#/components/schemas/${name}` };
}

function jsonSchema(schema: z.ZodMiniType): JsonSchema {
	const { $schema, ...rest } = z.toJSONSchema(schema, { io: "input" });
	return rest;
}
