import type { Project, Scope } from "@signoff/core/contract";
import { readEndpoints } from "@signoff/core/contract/read-endpoints";
import type { ClientContext } from "../context/client-context.ts";
import type { ReadOptions } from "../options/read-options.ts";
import { paginate } from "./paginate.ts";
import { pageSpec } from "./read-endpoint.ts";

/** Lists the projects of a company. Takes a scope that is validated already. */
export function listProjects(
	context: ClientContext,
	{ company_id }: Scope,
	options?: ReadOptions,
): AsyncGenerator<Project, void, undefined> {
	const spec = pageSpec(context, readEndpoints.listProjects, {
		parameters: { company_id },
		companyId: company_id,
		query: { company_id },
	});
	return paginate(context, spec, options);
}
