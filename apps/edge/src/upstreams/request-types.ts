import type {
	ReadEndpointName,
	ReadEndpoints,
	ReadParameters,
} from "@signoff/core/contract/read-endpoints";
import type { ListQuery } from "@signoff/core/server";

/** What the query of a read adds to the parameters of its path. */
type ReadFilters = { listInstances: { query: ListQuery } };

/** One read of core's table with its parameters; `kind` is the endpoint's name. */
export type ReadQueryOf<Name extends ReadEndpointName> = {
	kind: Name;
} & ReadParameters[ReadEndpoints[Name]["parameters"]] &
	(Name extends keyof ReadFilters ? ReadFilters[Name] : unknown);

/** One of the reads of contract §2, with its parameters. */
export type ReadQuery = {
	[Name in ReadEndpointName]: ReadQueryOf<Name>;
}[ReadEndpointName];

/** What a read is relayed with, beside its parameters. */
export type ReadRequest = {
	/** The company of the header `Procore-Company-Id`; `null` without a valid one. */
	companyId: string | null;
	/** The query as sent. */
	search: URLSearchParams;
};
