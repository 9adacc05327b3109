import type { Scope, Tool } from "@signoff/core/contract";
import { readEndpoints } from "@signoff/core/contract/read-endpoints";
import type { ClientContext } from "../context/client-context.ts";
import type { ReadOptions } from "../options/read-options.ts";
import { parseScope } from "./parse-scope.ts";
import { rowsSpec } from "./read-endpoint.ts";
import { read } from "./request.ts";

/** Lists the tools that have workflows, with the level of their instances. */
export async function listTools(
	context: ClientContext,
	scope: Scope,
	options?: ReadOptions,
): Promise<Tool[]> {
	const { company_id } = parseScope(readEndpoints.listTools.activity, scope);
	const spec = rowsSpec(context, readEndpoints.listTools, {
		parameters: { company_id },
		companyId: company_id,
	});
	return (await read(context, spec, options)).value;
}
