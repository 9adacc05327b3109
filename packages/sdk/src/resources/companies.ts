import { type Company, companySchema, paths } from "@signoff/core/contract";
import type { ClientContext } from "../context/client-context.ts";
import type { ReadOptions } from "../options/read-options.ts";
import { listV1 } from "./v1-list.ts";

/** Lists the companies that the owner of the token belongs to. */
export function listCompanies(
	context: ClientContext,
	options?: ReadOptions,
): AsyncGenerator<Company, void, undefined> {
	const operation = "Listing the companies";
	return listV1(
		context,
		operation,
		paths.companies(),
		null,
		companySchema,
		options,
	);
}
