import { unwrapData } from "@signoff/core/contract";
import {
	type ReadEndpoint,
	type ReadParameters,
	readPath,
} from "@signoff/core/contract/read-endpoints";
import { type ParseResult, validate } from "@signoff/core/validation";
import type { ClientContext } from "../context/client-context.ts";
import { buildGet } from "../http/build-request.ts";
import { type Page, parsePage } from "./page.ts";
import { maxPageSize } from "./paginate.ts";
import { parseRows } from "./parse-rows.ts";
import type { RequestSpec } from "./request.ts";

type ParameterSet = keyof ReadParameters;

/** What a request needs beside its endpoint. */
type RequestInput<P extends ParameterSet> = {
	parameters: ReadParameters[P];
	/** The company of the header; `null` sends none. */
	companyId: string | null;
	/** By name; a parameter that is `undefined` is not sent. */
	query?: Record<string, string | undefined>;
};

/** The request of an endpoint that returns one resource, and how its body is parsed. */
export function valueSpec<P extends ParameterSet, T>(
	context: ClientContext,
	endpoint: ReadEndpoint<P, "value", T>,
	input: RequestInput<P>,
): RequestSpec<T> {
	return spec(context, endpoint, input, (data) =>
		validate(endpoint.schema, data),
	);
}

/** The request of an endpoint that returns all its rows in one body, and how the body is parsed. */
export function rowsSpec<P extends ParameterSet, T>(
	context: ClientContext,
	endpoint: ReadEndpoint<P, "list", T>,
	input: RequestInput<P>,
): RequestSpec<T[]> {
	return spec(context, endpoint, input, (data) =>
		parseRows(data, (row) => validate(endpoint.schema, row)),
	);
}

/** The request of an endpoint that returns pages, and how a page is parsed. Asks for the largest pages. */
export function pageSpec<P extends ParameterSet, T>(
	context: ClientContext,
	endpoint: ReadEndpoint<P, "pages", T>,
	{ query, ...input }: RequestInput<P>,
): RequestSpec<Page<T>> {
	return spec(
		context,
		endpoint,
		{ ...input, query: { ...query, per_page: maxPageSize } },
		(data, body) =>
			parsePage(body, data, (row) => validate(endpoint.schema, row)),
	);
}

function spec<P extends ParameterSet, T>(
	{ base }: ClientContext,
	endpoint: ReadEndpoint<P, "value" | "list" | "pages", unknown>,
	{ parameters, companyId, query = {} }: RequestInput<P>,
	parse: (data: unknown, body: unknown) => ParseResult<T>,
): RequestSpec<T> {
	const request = buildGet(base, readPath(endpoint, parameters), companyId);
	for (const [name, value] of Object.entries(query))
		if (value !== undefined) request.url.searchParams.set(name, value);
	return {
		operation: endpoint.activity,
		request,
		parse: (body) => parse(endpoint.envelope ? unwrapData(body) : body, body),
	};
}
