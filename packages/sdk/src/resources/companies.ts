import type { Company } from "@signoff/core/contract";
import { readEndpoints } from "@signoff/core/contract/read-endpoints";
import type { ClientContext } from "../context/client-context.ts";
import { checkOptions } from "../options/check-options.ts";
import { type ReadOptions, readRules } from "../options/read-options.ts";
import type { OptionRule } from "../options/rules.ts";
import { paginate } from "./paginate.ts";
import { pageSpec } from "./read-endpoint.ts";

// The header is an integer (contract §1).
const companyIdRule: OptionRule = [
	"a company's id, in digits",
	(value) => typeof value === "string" && /^[0-9]{1,40}$/.test(value),
];

/** How companies are listed. */
export type ListCompaniesOptions = ReadOptions & {
	/** The company of the header `Procore-Company-Id`, which a service account must send (contract §2). @default none */
	companyId?: string | undefined;
};

/**
 * Lists the companies that the owner of the token belongs to.
 *
 * @throws {TypeError} if an option is unknown or invalid
 */
export function listCompanies(
	context: ClientContext,
	options: ListCompaniesOptions = {},
): AsyncGenerator<Company, void, undefined> {
	checkOptions(options, { ...readRules, companyId: companyIdRule });
	const { companyId = null, ...readOptions } = options;
	const input = { parameters: {}, companyId };
	const spec = pageSpec(context, readEndpoints.listCompanies, input);
	return paginate(context, spec, readOptions);
}
