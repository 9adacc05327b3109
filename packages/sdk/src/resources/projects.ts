import type { Project, Scope } from "@signoff/core/contract";
import { readEndpoints } from "@signoff/core/contract/read-endpoints";
import type { ClientContext } from "../context/client-context.ts";
import type { ReadOptions } from "../options/read-options.ts";
import { paginate } from "./paginate.ts";
import { parseScope } from "./parse-scope.ts";
import { pageSpec } from "./read-endpoint.ts";

/**
 * Lists the projects of a company.
 *
 * @throws {SignoffError} `invalid`, if the scope is not valid
 */
export function listProjects(
	context: ClientContext,
	scope: Scope,
	options?: ReadOptions,
): AsyncGenerator<Project, void, undefined> {
	const endpoint = readEndpoints.listProjects;
	const { company_id } = parseScope(endpoint.activity, scope);
	const spec = pageSpec(context, endpoint, {
		parameters: { company_id },
		companyId: company_id,
		query: { company_id },
	});
	return paginate(context, spec, options);
}
