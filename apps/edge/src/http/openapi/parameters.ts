import type { QueryParameter } from "@signoff/core/contract/read-endpoints";
import {
	type Level,
	sampleInstances,
	sampleParameters,
	submissionExamples,
} from "./examples.ts";
import type { JsonSchema } from "./json-schema.ts";

const text: JsonSchema = { type: "string", minLength: 1 };

const descriptions: Record<string, string> = {
	company_id: "The company.",
	project_id: "The project.",
	id: "The workflow instance.",
};

/**
 * The parameters of a path with `{parameters}`, and the company header if the path names a company (contract §1).
 *
 * @param level of the operation; `null` for one that concerns no workflow
 * @param hasExamples whether the operation has the examples of submissions, each with an instance
 */
export function pathParameters(
	path: string,
	level: Level | null,
	hasExamples: boolean,
): JsonSchema[] {
	const names = [...path.matchAll(/\{(\w+)\}/g)].flatMap(
		([, name]) => name ?? [],
	);
	const parameters = names.map((name) => ({
		name,
		in: "path",
		required: true,
		description:
			level === null ? "The settlement." : (descriptions[name] ?? name),
		schema: text,
		...pathExamples(name, level, hasExamples),
	}));
	return names.includes("company_id")
		? [...parameters, companyHeader]
		: parameters;
}

function pathExamples(
	name: string,
	level: Level | null,
	hasExamples: boolean,
): JsonSchema {
	if (level === null) return { example: "0".repeat(64) };
	if (name !== "id") return { example: sampleParameters[name] };
	if (!hasExamples) return { example: sampleInstances[level] };
	const examples = Object.entries(submissionExamples[level]).map(
		([kind, { summary, id }]) => [kind, { summary, value: id }],
	);
	return { examples: Object.fromEntries(examples) };
}

/** A parameter of the query. */
export function queryParameter({
	name,
	required,
	description,
	schema,
}: QueryParameter): JsonSchema {
	const example = sampleParameters[name];
	return {
		...{ name, in: "query", required, description, schema },
		...(example === undefined ? {} : { example }),
	};
}

const companyHeader: JsonSchema = {
	name: "Procore-Company-Id",
	in: "header",
	required: true,
	description: "The company of the path, again.",
	schema: { type: "integer" },
	example: 4201,
};

/** The header of RFC 7240. */
export const preferHeader: JsonSchema = {
	name: "Prefer",
	in: "header",
	required: false,
	description:
		"`return=representation`: a body with the outcome instead of a 204. `wait=N`: the most seconds to wait for an outcome, from 1 to 300. `respond-async`: a 202 at once, if the edge relays to another server.",
	schema: text,
	example: "return=representation",
};
