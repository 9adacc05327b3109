import {
	type History,
	type Instance,
	type InstanceSummary,
	instanceSchema,
	paths,
	type Scope,
	unwrapData,
} from "@signoff/core/contract";
import {
	type ReadEndpoint,
	readEndpoints,
} from "@signoff/core/contract/read-endpoints";
import { validate } from "@signoff/core/validation";
import type { ClientContext } from "../context/client-context.ts";
import { buildGet, companyHeader } from "../http/build-request.ts";
import type { ReadOptions } from "../options/read-options.ts";
import {
	type InstanceFilters,
	type NewInstance,
	parseFilters,
	parseNewInstance,
} from "./instance-input.ts";
import { paginate } from "./paginate.ts";
import { parsePath, parseScope } from "./parse-scope.ts";
import { pageSpec, valueSpec } from "./read-endpoint.ts";
import { create, type RequestSpec, read } from "./request.ts";
import { markInstanceValidated } from "./validated-instances.ts";

/** `client.instances` */
export type Instances = {
	/**
	 * Lists the instances of one tool, row by row; rows have no step data. The rows of a page are yielded before the next
	 * page is read. Rejects with a `SignoffError` (`invalid`) if the scope or a filter is not
	 * valid.
	 */
	list(
		scope: Scope,
		filters: InstanceFilters,
		options?: ReadOptions,
	): AsyncIterable<InstanceSummary>;
	/** Reads an instance with its current step. Rejects with a `SignoffError`. */
	get(scope: Scope, id: string, options?: ReadOptions): Promise<Instance>;
	/** Reads what happened on an instance. Rejects with a `SignoffError`. */
	history(scope: Scope, id: string, options?: ReadOptions): Promise<History>;
	/**
	 * Starts a workflow on an item. Rejects with `invalid` if the body is not valid, before anything is sent. If no response
	 * is received, rejects with `uncertain` and does not retry.
	 */
	create(
		scope: Scope,
		instance: NewInstance,
		options?: ReadOptions,
	): Promise<Instance>;
};

/**
 * Lists the instances of one tool.
 *
 * @throws {SignoffError} `invalid`, if the scope or a filter is not valid
 * @throws {TypeError} if the scope or the filters are missing
 */
export function listInstances(
	context: ClientContext,
	scope: Scope,
	filters: InstanceFilters,
	options?: ReadOptions,
): AsyncGenerator<InstanceSummary, void, undefined> {
	const endpoint = readEndpoints.listInstances;
	const parameters = parseScope(endpoint.activity, scope);
	const query = parseFilters(endpoint.activity, filters);
	const input = { parameters, companyId: parameters.company_id, query };
	return paginate(context, pageSpec(context, endpoint, input), options);
}

/** Reads an instance. */
export async function getInstance(
	context: ClientContext,
	scope: Scope,
	id: string,
	options?: ReadOptions,
): Promise<Instance> {
	const endpoint = readEndpoints.getInstance;
	const spec = instanceSpec(context, endpoint, scope, id);
	return markInstanceValidated((await read(context, spec, options)).value);
}

/** Reads an instance's history. */
export async function getHistory(
	context: ClientContext,
	scope: Scope,
	id: string,
	options?: ReadOptions,
): Promise<History> {
	const spec = instanceSpec(context, readEndpoints.getHistory, scope, id);
	return (await read(context, spec, options)).value;
}

/** @throws {SignoffError} `invalid`, if the scope or the id is not valid */
function instanceSpec<T>(
	context: ClientContext,
	endpoint: ReadEndpoint<"instance", "value", T>,
	scope: Scope,
	id: string,
): RequestSpec<T> {
	const parameters = parsePath(endpoint.activity, scope, id);
	const companyId = parameters.company_id;
	return valueSpec(context, endpoint, { parameters, companyId });
}

/** Starts a workflow on an item. Does not retry if the instance may have been created. */
export async function createInstance(
	context: ClientContext,
	scope: Scope,
	instance: NewInstance,
	options?: ReadOptions,
): Promise<Instance> {
	const operation = "Creating the instance";
	const parsed = parseScope(operation, scope);
	const body = parseNewInstance(operation, instance);
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
