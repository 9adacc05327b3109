import fc from "fast-check";
import * as z from "zod/mini";
import { marker, oddText, valuesOf } from "./schema-values.ts";

/** A request before it is bytes. */
export type FuzzRequest = {
	method: string;
	target: string;
	headers: [name: string, value: string][];
	body: string;
};

const parameter = z.object({
	name: z.string(),
	in: z.enum(["path", "query", "header"]),
	schema: z.record(z.string(), z.unknown()),
});

const documentSchema = z.object({
	paths: z.record(
		z.string(),
		z.record(
			z.string(),
			z.object({
				parameters: z.array(parameter),
				requestBody: z.optional(
					z.object({
						content: z.record(
							z.string(),
							z.object({ schema: z.record(z.string(), z.unknown()) }),
						),
					}),
				),
			}),
		),
	),
	components: z.object({
		schemas: z.record(z.string(), z.record(z.string(), z.unknown())),
	}),
});

type Parameter = z.infer<typeof parameter>;

/** Path parameters of a company for tests, so that most requests reach their handler. */
const knownIds: Partial<Record<string, string>> = {
	company_id: "4201",
	project_id: "77",
	id: "9201",
};

/**
 * Requests for the operations of an OpenAPI document, mostly valid in form. The caller is Dan, who is not an assignee,
 * so none may be recorded as a response.
 */
export function apiRequests(document: unknown): fc.Arbitrary<FuzzRequest> {
	const { paths, components } = z.parse(documentSchema, document);
	const operations = Object.entries(paths).flatMap(([path, methods]) =>
		Object.entries(methods).map(([method, operation]) => {
			const schema = operation.requestBody?.content["application/json"]?.schema;
			return fc.record({
				method: fc.oneof(
					{ arbitrary: fc.constant(method.toUpperCase()), weight: 20 },
					fc.constantFrom("GET", "POST", "PUT", "OPTIONS", "HEAD", "PATCH"),
				),
				target: targetsOf(path, operation.parameters),
				headers: headersOf(operation.parameters),
				body:
					schema === undefined
						? fc.oneof({ arbitrary: fc.constant(""), weight: 9 }, oddText)
						: valuesOf(schema, components.schemas).map(
								(value) => JSON.stringify(value) ?? "",
							),
			});
		}),
	);
	return fc.oneof(...operations);
}

function targetsOf(
	path: string,
	parameters: Parameter[],
): fc.Arbitrary<string> {
	const segments = fc.record(
		Object.fromEntries(
			named(parameters, "path").map(({ name }) => [
				name,
				fc.oneof(
					{ arbitrary: fc.constant(knownIds[name] ?? "1"), weight: 12 },
					fc.constantFrom("404", "9202", "9101", marker),
					oddText,
				),
			]),
		),
	);
	const query = fc.array(
		fc.tuple(
			fc.constantFrom(
				"x",
				"page",
				"cursor",
				...named(parameters, "query").map(({ name }) => name),
			),
			fc.oneof(fc.constantFrom("first", "1", "100", "true"), oddText),
		),
		{ maxLength: 4 },
	);
	return fc.tuple(segments, query).map(([values, pairs]) => {
		const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
			encodeURIComponent(String(values[name] ?? "").toWellFormed()),
		);
		const search = new URLSearchParams(pairs).toString();
		return search === "" ? filled : `${filled}?${search}`;
	});
}

function headersOf(
	parameters: Parameter[],
): fc.Arbitrary<FuzzRequest["headers"]> {
	const value = fc.string({ unit: "grapheme-ascii", maxLength: 20 });
	const header = (name: string, usual: string) =>
		fc
			.oneof({ arbitrary: fc.constant(usual), weight: 12 }, value)
			.map((text): [string, string] => [name, text]);
	return fc.tuple(
		header("Authorization", "Bearer dan-token"),
		header("Content-Type", "application/json"),
		...named(parameters, "header").map(({ name }) => header(name, "4201")),
		...["X-Forwarded-Host", "Content-Encoding"].map((name) =>
			fc
				.oneof({ arbitrary: fc.constant("identity"), weight: 12 }, value)
				.map((text): [string, string] => [name, text]),
		),
	);
}

function named(parameters: Parameter[], place: Parameter["in"]): Parameter[] {
	return parameters.filter((each) => each.in === place);
}
