import fc from "fast-check";
import * as z from "zod/mini";
import type { JsonSchema } from "../../http/openapi/json-schema.ts";

/** A text that no reply may repeat. */
export const marker = "fuzz-m4rker";

/** Texts that are odd in a URL, a header, JSON or SQL, and the marker. */
export const oddText: fc.Arbitrary<string> = fc.oneof(
	{ arbitrary: fc.constant(marker), weight: 3 },
	fc.string({ unit: "binary", maxLength: 30 }),
	fc.constantFrom(
		"",
		".",
		"..",
		"%",
		"%00",
		"%zz",
		"__proto__",
		"constructor",
		"\u0000",
		"\ud800",
		"' OR 1=1 --",
		"9".repeat(400),
		"-1",
		"1e9",
		marker.repeat(2_000),
	),
);

const anyJson = fc.oneof(
	fc.jsonValue({ maxDepth: 3 }),
	oddText,
	oddText.map((key) => ({ [key]: marker })),
	fc.constant(Array.from({ length: 3_000 }, () => 1)),
	fc.constant(Array.from({ length: 25_000 }, () => 1)),
);

const shape = z.object({
	$ref: z.optional(z.string()),
	type: z.optional(z.union([z.string(), z.array(z.string())])),
	enum: z.optional(z.array(z.unknown())),
	anyOf: z.optional(z.array(z.record(z.string(), z.unknown()))),
	items: z.optional(z.record(z.string(), z.unknown())),
	properties: z.optional(
		z.record(z.string(), z.record(z.string(), z.unknown())),
	),
});

/** Values that match a JSON Schema, and some that do not. */
export function valuesOf(
	schema: JsonSchema,
	named: Record<string, JsonSchema>,
): fc.Arbitrary<unknown> {
	return fc.oneof(
		{ arbitrary: matching(schema, named), weight: 12 },
		{ arbitrary: anyJson, weight: 1 },
	);
}

function matching(
	schema: JsonSchema,
	named: Record<string, JsonSchema>,
): fc.Arbitrary<unknown> {
	const { $ref, type, anyOf, items, properties, ...rest } = z.parse(
		shape,
		schema,
	);
	if ($ref !== undefined)
		return valuesOf(named[$ref.split("/").at(-1) ?? ""] ?? {}, named);
	if (rest.enum !== undefined) return fc.constantFrom(...rest.enum);
	if (anyOf !== undefined)
		return fc.oneof(...anyOf.map((each) => valuesOf(each, named)));
	if (Array.isArray(type))
		return fc.oneof(
			...type.map((each) => matching({ ...schema, type: each }, named)),
		);
	switch (type) {
		case "object":
			return objectsOf(properties ?? {}, named);
		case "array":
			return fc.array(valuesOf(items ?? {}, named), { maxLength: 4 });
		case "string":
			return fc.oneof(fc.constantFrom("1", "3", "2000", "first"), oddText);
		case "integer":
		case "number":
			return fc.oneof(fc.integer(), fc.double());
		case "null":
			return fc.constant(null);
		default:
			return anyJson;
	}
}

/** Objects with the properties, of which one may be missing, and sometimes an unknown one. */
function objectsOf(
	properties: Record<string, JsonSchema>,
	named: Record<string, JsonSchema>,
): fc.Arbitrary<unknown> {
	const values = fc.record(
		Object.fromEntries(
			Object.entries(properties).map(([name, each]) => [
				name,
				valuesOf(each, named),
			]),
		),
	);
	const change = fc.option(
		fc.tuple(fc.constantFrom("x", ...Object.keys(properties)), oddText),
		{ freq: 3 },
	);
	return fc.tuple(values, change).map(([value, changed]) => {
		if (changed === null) return value;
		const [name, text] = changed;
		const { [name]: _, ...others } = value;
		return text === marker ? { ...others, [`${name}s`]: 1 } : others;
	});
}
