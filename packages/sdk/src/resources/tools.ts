import {
	paths,
	type Scope,
	type Tool,
	toolSchema,
	unwrapData,
} from "@signoff/core/contract";
import { validate } from "@signoff/core/validation";
import type { ClientContext } from "../context/client-context.ts";
import { buildGet } from "../http/build-request.ts";
import type { ReadOptions } from "../options/read-options.ts";
import { parseScope } from "./parse-company-scope.ts";
import { parseRows } from "./parse-rows.ts";
import { read } from "./request.ts";

/** Lists the tools that have workflows, with the level of their instances. */
export async function listTools(
	context: ClientContext,
	scope: Scope,
	options?: ReadOptions,
): Promise<Tool[]> {
	const operation = "Listing the tools";
	const { company_id } = parseScope(operation, scope);
	const request = buildGet(
		context.base,
		paths.tools({ company_id }),
		company_id,
	);
	const parse = (body: unknown) =>
		parseRows(unwrapData(body), (row) => validate(toolSchema, row));
	return (await read(context, { operation, request, parse }, options)).value;
}
