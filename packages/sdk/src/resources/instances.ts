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
import { companyHeader, get } from "../http/build-request.ts";
import type { ReadOptions } from "../options/check-options.ts";
import { mostPerPage, pages } from "./paginate.ts";
import { rowsOf } from "./parse-rows.ts";
import { make, read } from "./request.ts";
import { placeOf, scopeFrom } from "./scope.ts";
import { rememberRead } from "./validated-instances.ts";

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

/** What a new instance is about (contract §2). */
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
	 * Goes through the instances of one tool, row by row; rows have no step data. Rows that arrive are given out
	 * before the next page is read. Throws a `SignoffError` (`invalid`) at once where the scope is none.
	 */
	list(
		scope: Scope,
		filters: InstanceFilters,
		options?: ReadOptions,
	): AsyncIterable<InstanceSummary>;
	get(scope: Scope, id: string, options?: ReadOptions): Promise<Instance>;
	history(scope: Scope, id: string, options?: ReadOptions): Promise<History>;
	/** Starts a workflow on an item. Where no answer came it rejects with `uncertain`, and does not try again. */
	create(
		scope: Scope,
		instance: NewInstance,
		options?: ReadOptions,
	): Promise<Instance>;
};

/** Goes through the instances of one tool, from a scope that was read as one. */
export function listInstances(
	session: ClientContext,
	scope: Scope,
	filters: InstanceFilters,
	options?: ReadOptions,
): AsyncGenerator<InstanceSummary, void, undefined> {
	const request = get(session.base, paths.instances(scope), scope.company_id);
	for (const [name, value] of Object.entries(filters))
		if (value !== undefined)
			request.url.searchParams.set(`filters[${name}]`, String(value));
	request.url.searchParams.set("per_page", mostPerPage);
	const parse = (body: unknown) =>
		rowsOf(unwrapData(body), (row) => validate(instanceSummarySchema, row));
	return pages(
		session,
		{ attempt: "Listing the instances", request, parse },
		options,
	);
}

/** Reads an instance. */
export async function getInstance(
	session: ClientContext,
	scope: Scope,
	id: string,
	options?: ReadOptions,
): Promise<Instance> {
	const attempt = "Reading the instance";
	const place = placeOf(attempt, scope, id);
	const request = get(
		session.base,
		paths.instance(place, place.id),
		place.company_id,
	);
	const parse = (body: unknown) => validate(instanceSchema, unwrapData(body));
	const answer = await read(session, { attempt, request, parse }, options);
	return rememberRead(answer.value);
}

/** Reads an instance's history. */
export async function getHistory(
	session: ClientContext,
	scope: Scope,
	id: string,
	options?: ReadOptions,
): Promise<History> {
	const attempt = "Reading the history";
	const place = placeOf(attempt, scope, id);
	const request = get(
		session.base,
		paths.history(place, place.id),
		place.company_id,
	);
	const parse = (body: unknown) => validate(historySchema, unwrapData(body));
	return (await read(session, { attempt, request, parse }, options)).value;
}

/** Starts a workflow on an item; sent once. */
export async function createInstance(
	session: ClientContext,
	scope: Scope,
	body: NewInstance,
	options?: ReadOptions,
): Promise<Instance> {
	const attempt = "Creating the instance";
	const where = scopeFrom(attempt, scope);
	const { url } = get(session.base, paths.instances(where), null);
	const headers = {
		"Content-Type": "application/json",
		...companyHeader(where.company_id),
	};
	const parse = (answer: unknown) =>
		validate(instanceSchema, unwrapData(answer));
	const answer = await make(
		session,
		{ attempt, request: { method: "POST", url, headers, body }, parse },
		options,
	);
	return rememberRead(answer.value);
}
