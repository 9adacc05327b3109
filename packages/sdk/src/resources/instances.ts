import {
	type History,
	historySchema,
	type Instance,
	type InstanceSummary,
	instanceSchema,
	instanceSummarySchema,
	paths,
	type Scope,
	unwrapData,
} from "@signoff/core/contract";
import { validate } from "@signoff/core/validation";
import type { ClientContext } from "../context/client-context.ts";
import { buildGet, companyHeader } from "../http/build-request.ts";
import type { ReadOptions } from "../options/read-options.ts";
import { maxPageSize, paginate } from "./paginate.ts";
import { parsePath, parseScope } from "./parse-company-scope.ts";
import { parseRows } from "./parse-rows.ts";
import { create, read } from "./request.ts";
import { markInstanceValidated } from "./validated-instances.ts";

/** Which instances to list; the names are those of the wire (contract §2: `filters[…]`). */
export type InstanceFilters = {
	tool_type: string;
	/** For correspondence. */
	tool_subtype?: string | undefined;
	item_id?: string | undefined;
	assignee_id?: string | undefined;
	active?: boolean | undefined;
	overdue?: boolean | undefined;
};

/** The item that a new instance is for (contract §2). */
export type NewInstance = {
	tool_type: string;
	tool_subtype?: string | undefined;
	item_id: string;
	template_id?: string | undefined;
	preset_id?: string | undefined;
};

/** `client.instances` */
export type Instances = {
	/**
	 * Lists the instances of one tool, row by row; rows have no step data. The rows of a page are yielded before the next
	 * page is read. Throws a `SignoffError` (`invalid`) at once if the scope is not valid.
	 */
	list(
		scope: Scope,
		filters: InstanceFilters,
		options?: ReadOptions,
	): AsyncIterable<InstanceSummary>;
	get(scope: Scope, id: string, options?: ReadOptions): Promise<Instance>;
	history(scope: Scope, id: string, options?: ReadOptions): Promise<History>;
	/** Starts a workflow on an item. If no response is received, rejects with `uncertain` and does not retry. */
	create(
		scope: Scope,
		instance: NewInstance,
		options?: ReadOptions,
	): Promise<Instance>;
};

/** Lists the instances of one tool. Takes a scope that is validated already. */
export function listInstances(
	context: ClientContext,
	scope: Scope,
	filters: InstanceFilters,
	options?: ReadOptions,
): AsyncGenerator<InstanceSummary, void, undefined> {
	const operation = "Listing the instances";
	const path = paths.instances(scope);
	const request = buildGet(context.base, path, scope.company_id);
	for (const [name, value] of Object.entries(filters))
		if (value !== undefined)
			request.url.searchParams.set(`filters[${name}]`, String(value));
	request.url.searchParams.set("per_page", maxPageSize);
	const parse = (body: unknown) =>
		parseRows(unwrapData(body), (row) => validate(instanceSummarySchema, row));
	return paginate(context, { operation, request, parse }, options);
}

/** Reads an instance. */
export async function getInstance(
	context: ClientContext,
	scope: Scope,
	id: string,
	options?: ReadOptions,
): Promise<Instance> {
	const operation = "Reading the instance";
	const path = parsePath(operation, scope, id);
	const request = buildGet(
		context.base,
		paths.instance(path, path.id),
		path.company_id,
	);
	const parse = (body: unknown) => validate(instanceSchema, unwrapData(body));
	const spec = { operation, request, parse };
	return markInstanceValidated((await read(context, spec, options)).value);
}

/** Reads an instance's history. */
export async function getHistory(
	context: ClientContext,
	scope: Scope,
	id: string,
	options?: ReadOptions,
): Promise<History> {
	const operation = "Reading the history";
	const path = parsePath(operation, scope, id);
	const request = buildGet(
		context.base,
		paths.history(path, path.id),
		path.company_id,
	);
	const parse = (body: unknown) => validate(historySchema, unwrapData(body));
	return (await read(context, { operation, request, parse }, options)).value;
}

/** Starts a workflow on an item. Does not retry if the instance may have been created. */
export async function createInstance(
	context: ClientContext,
	scope: Scope,
	body: NewInstance,
	options?: ReadOptions,
): Promise<Instance> {
	const operation = "Creating the instance";
	const parsed = parseScope(operation, scope);
	const { url } = buildGet(context.base, paths.instances(parsed), null);
	const headers = {
		"Content-Type": "application/json",
		...companyHeader(parsed.company_id),
	};
	const request = { method: "POST", url, headers, body } as const;
	const parse = (data: unknown) => validate(instanceSchema, unwrapData(data));
	const spec = { operation, request, parse };
	return markInstanceValidated((await create(context, spec, options)).value);
}
