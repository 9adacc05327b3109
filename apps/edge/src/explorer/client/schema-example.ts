import type { Schema } from "./openapi.ts";

/** An example value of a schema: its required properties, and `comment` if it has one. */
export function schemaExample(
	schema: Schema,
	named: Record<string, Schema>,
): unknown {
	if (schema.$ref !== undefined) {
		const target = named[schema.$ref.split("/").at(-1) ?? ""];
		return target === undefined ? null : schemaExample(target, named);
	}
	const [first] = schema.anyOf ?? [];
	if (first !== undefined) return schemaExample(first, named);
	switch (schema.type) {
		case "object":
			return Object.fromEntries(
				Object.entries(schema.properties ?? {})
					.filter(
						([name]) =>
							name === "comment" || schema.required?.includes(name) === true,
					)
					.map(([name, each]) => [name, schemaExample(each, named)]),
			);
		case "array":
			return [];
		case "integer":
		case "number":
			return 1;
		case "boolean":
			return true;
		default:
			return "";
	}
}
