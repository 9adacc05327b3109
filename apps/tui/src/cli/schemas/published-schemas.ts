import { outcomeSchema, submissionSchema } from "@signoff/core";
import * as z from "zod/mini";
import { configSchema } from "../context/config-schema.ts";
import { outputSchemas } from "./output-schemas.ts";

/** A JSON Schema, as plain data. */
export type JsonSchema = { [keyword: string]: unknown };

const dialect = "https://json-schema.org/draft/2020-12/schema";

/** The version of the output of `--json`. It rises with a change that takes something away or changes its meaning. */
const outputVersion = 1;

/** The published schemas, by the name that `signoff config schema` takes. */
export const schemas: Record<"config" | "output", () => JsonSchema> = {
	config: () => ({
		$schema: dialect,
		title: "The config file of signoff",
		...withoutIds(z.toJSONSchema(configSchema, { io: "input" })),
	}),
	output: () => ({
		$schema: dialect,
		title: `The lines of signoff --json, version ${outputVersion}`,
		description:
			"Each command prints lines of the definition of its name, or of `failure`. `app` is `signoff` without a command.",
		version: outputVersion,
		$defs: definitions(),
		anyOf: Object.keys(outputSchemas).map((name) => ({ $ref: ref(name) })),
	}),
};

/** Schemas that others refer to. */
const shared: Record<string, z.ZodMiniType> = {
	outcome: outcomeSchema,
	submission: submissionSchema,
};

function definitions(): JsonSchema {
	const registry = z.registry<{ id: string }>();
	for (const [id, schema] of Object.entries({ ...shared, ...outputSchemas }))
		registry.add(schema, { id });
	const made = z.toJSONSchema(registry, {
		io: "input",
		unrepresentable: "any",
		uri: ref,
	});
	return Object.fromEntries(
		Object.entries(made.schemas).map(([id, schema]) => [
			id,
			withoutIds(schema),
		]),
	);
}

function ref(name: string): string {
	return `#/$defs/${name}`;
}

/** A definition has its place in the document, and no other address. */
function withoutIds({ $schema, $id, ...rest }: JsonSchema): JsonSchema {
	return rest;
}
