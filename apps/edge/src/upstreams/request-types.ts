import type {
	ReadEndpointName,
	ReadEndpoints,
	ReadParameters,
} from "@signoff/core/contract/read-endpoints";

/** The query of a list of instances (contract §2), with each value as sent, a string. */
export type ListQuery = {
	filters: {
		tool_type: string;
		tool_subtype?: string | undefined;
		item_id?: string | undefined;
		assignee_id?: string | undefined;
		active?: "true" | "false" | undefined;
		overdue?: "true" | "false" | undefined;
	};
	per_page?: string | undefined;
	/** Start of the page, from a `Link`; exclusive with `page`. */
	cursor?: string | undefined;
	page?: string | undefined;
};

/** Rows per page: the default of `per_page`, and its maximum (contract §2). */
export const pageSizes = { default: 10, max: 100 } as const;

/** The body of a request that starts a workflow for an item (contract §2). */
export type NewInstanceRequest = {
	tool_type: string;
	tool_subtype?: string | null | undefined;
	/** The item that goes through the workflow. */
	item_id: string;
	template_id?: string | null | undefined;
	preset_id?: string | null | undefined;
};

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
