import type { Company } from "@signoff/core/contract";
import { readEndpoints } from "@signoff/core/contract/read-endpoints";
import type { ClientContext } from "../context/client-context.ts";
import type { ReadOptions } from "../options/read-options.ts";
import { paginate } from "./paginate.ts";
import { rowsSpec } from "./read-endpoint.ts";

/** Lists the companies that the owner of the token belongs to. */
export function listCompanies(
	context: ClientContext,
	options?: ReadOptions,
): AsyncGenerator<Company, void, undefined> {
	const input = { parameters: {}, companyId: null };
	const spec = rowsSpec(context, readEndpoints.listCompanies, input);
	return paginate(context, spec, options);
}
