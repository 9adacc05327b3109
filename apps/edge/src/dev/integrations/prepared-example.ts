import * as z from "zod/mini";

const example = z.object({ value: z.unknown() });
const exampled = {
	example: z.optional(z.unknown()),
	examples: z.optional(z.record(z.string(), example)),
};

const operationSchema = z.object({
	operationId: z.string(),
	summary: z.string(),
	description: z.string(),
	parameters: z.array(
		z.object({
			name: z.string(),
			in: z.enum(["path", "query", "header"]),
			required: z.boolean(),
			description: z.string(),
			...exampled,
		}),
	),
	requestBody: z.optional(
		z.object({
			content: z.object({ "application/json": z.object(exampled) }),
		}),
	),
});

const documentSchema = z.object({
	paths: z.record(z.string(), z.record(z.string(), operationSchema)),
});

const bodySchema = z.object({
	response: z.object({
		current_step_occurrence_id: z.string(),
		selected_response_option_id: z.string(),
		comment: z.optional(z.string()),
		attachments: z.object({}),
	}),
});

/** A value that an integration lets people change. */
export type Field = { name: string; description: string; value: string };

/** An example of a document as a request with fields. */
export type PreparedExample = {
	summary: string;
	description: string;
	method: string;
	/** With `{parameters}`, which are names of fields. */
	path: string;
	/** The parameters of the path. */
	fields: Field[];
	/** Headers beside those for authentication and the media type, by the name of their field. */
	headers: { name: string; field: string }[];
};

/** Prepares the request of an operation from one of its examples. Throws if the document has none. */
export function prepareExample(
	document: unknown,
	operationId: string,
	name: string,
): PreparedExample {
	const { path, method, operation } = findOperation(document, operationId);
	const required = operation.parameters.filter((each) => each.required);
	return {
		summary: operation.summary,
		description: operation.description,
		method: method.toUpperCase(),
		path,
		fields: required
			.filter((each) => each.in === "path")
			.map((each) => ({
				name: each.name,
				description: each.description,
				value: String(exampleOf(each, name)),
			})),
		// The company of the header is that of the path.
		headers: required
			.filter((each) => each.in === "header")
			.map((each) => ({ name: each.name, field: "company_id" })),
	};
}

/** The fields of the body of an example. Throws if the document has none. */
export function exampleBodyFields(
	document: unknown,
	operationId: string,
	name: string,
): { step: Field; option: Field; comment: Field } {
	const { operation } = findOperation(document, operationId);
	const body = operation.requestBody?.content["application/json"] ?? {};
	const { response } = z.parse(bodySchema, exampleOf(body, name));
	return {
		step: {
			name: "step",
			description: "The current step: `current_step_occurrence.id`.",
			value: response.current_step_occurrence_id,
		},
		option: {
			name: "option",
			description: "The response option: an `id` that the step offers.",
			value: response.selected_response_option_id,
		},
		comment: {
			name: "comment",
			description: "A note about this response.",
			value: response.comment ?? "",
		},
	};
}

function findOperation(
	document: unknown,
	operationId: string,
): {
	path: string;
	method: string;
	operation: z.infer<typeof operationSchema>;
} {
	const { paths } = z.parse(documentSchema, document);
	for (const [path, methods] of Object.entries(paths))
		for (const [method, operation] of Object.entries(methods))
			if (operation.operationId === operationId)
				return { path, method, operation };
	throw new Error(`The document has no operation ${operationId}.`);
}

function exampleOf(
	{
		example,
		examples,
	}: {
		example?: unknown;
		examples?: Record<string, { value: unknown }> | undefined;
	},
	name: string,
): unknown {
	const value = examples === undefined ? example : examples[name]?.value;
	if (value === undefined) throw new Error(`There is no example ${name}.`);
	return value;
}
