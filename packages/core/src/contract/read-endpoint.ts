import type * as z from "zod/mini";
import type { Scope } from "./submission.ts";

/** What an endpoint needs to know, by the name of the set: `scope` is the company or the project. */
export type ReadParameters = {
	account: Record<never, never>;
	company: { company_id: string };
	scope: Scope;
	instance: Scope & { id: string };
};

/** One endpoint that reads with GET, as plain data. */
export type ReadEndpoint<
	Parameters extends keyof ReadParameters,
	Shape extends "value" | "list" | "pages",
	T,
> = {
	parameters: Parameters;
	/** The path at each level where the resource lives, with `{parameters}` as in OpenAPI. */
	paths: ReadEndpointPaths;
	/** What core knows of the query; `[]` if absent. */
	query?: readonly QueryParameter[];
	/** `value`: one resource. `list`: all rows in one body. `pages`: rows, and a `Link` to the next page. */
	shape: Shape;
	/** Whether the body is `{ "data": … }` (v2) or bare (v1). */
	envelope: boolean;
	/** Parses the resource, or one row of a list. Lenient: it accepts what any server sends (contract §2). */
	schema: z.ZodMiniType<T>;
	/** What a client does, for its errors and hooks: "Reading the instance". */
	activity: string;
	/** One line for an API description. */
	summary: string;
	/** More for an API description. */
	description?: string;
	/** What a 200 holds, in a sentence. */
	returns: string;
};

/** The paths of an endpoint, by level. */
export type ReadEndpointPaths = {
	account?: string;
	company?: string;
	project?: string;
};

/** A parameter of the query. */
export type QueryParameter = {
	/** As on the wire: `filters[tool_type]`. */
	name: string;
	description: string;
	required: boolean;
	/** A JSON Schema of the value. */
	schema: {
		type: "string" | "boolean" | "integer";
		minLength?: number;
		minimum?: number;
		maximum?: number;
		default?: number;
	};
};

/**
 * The path of an endpoint, percent-encoded and without a query: at project level if there are a project and such a
 * path, else at company or account level.
 *
 * @throws {TypeError} if a parameter of the path is missing
 */
export function readPath<Parameters extends keyof ReadParameters>(
	{
		paths,
	}: Pick<ReadEndpoint<Parameters, never, never>, "paths" | "parameters">,
	parameters: ReadParameters[Parameters],
): string {
	const values: Partial<Record<string, string>> = parameters;
	const atProject =
		values["project_id"] === undefined ? undefined : paths.project;
	const template = atProject ?? paths.company ?? paths.account ?? "";
	return template.replace(/\{(\w+)\}/g, (_, name: string) => {
		const value = values[name];
		if (value === undefined)
			throw new TypeError(`The path needs the parameter \`${name}\`.`);
		return encodeURIComponent(value);
	});
}
