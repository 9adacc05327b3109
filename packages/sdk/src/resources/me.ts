import {
	type Company,
	companySchema,
	type Me,
	meSchema,
	type Project,
	paths,
	projectSchema,
	type Scope,
	type Tool,
	toolSchema,
	unwrapData,
} from "@signoff/core/contract";
import { validate } from "@signoff/core/validation";
import type { ClientContext } from "../context/client-context.ts";
import { get } from "../http/build-request.ts";
import type { ReadOptions } from "../options/check-options.ts";
import { mostPerPage, pages } from "./paginate.ts";
import { rowsOf } from "./parse-rows.ts";
import { read } from "./request.ts";
import { scopeFrom } from "./scope.ts";

/** Reads who the token belongs to, and remembers it for the submissions that follow. */
export async function me(
	session: ClientContext,
	scope: Scope,
	options?: ReadOptions,
): Promise<Me> {
	const attempt = "Reading who you are";
	const { company_id } = scopeFrom(attempt, scope);
	const parse = (body: unknown) => validate(meSchema, body);
	const { value, token } = await read(
		session,
		{ attempt, request: get(session.base, paths.me(), company_id), parse },
		options,
	);
	session.identity.learn(token, value);
	return value;
}

/** The tools that have workflows, and the level that their instances live at. */
export async function listTools(
	session: ClientContext,
	scope: Scope,
	options?: ReadOptions,
): Promise<Tool[]> {
	const attempt = "Listing the tools";
	const where = scopeFrom(attempt, scope);
	const parse = (body: unknown) =>
		rowsOf(unwrapData(body), (row) => validate(toolSchema, row));
	const request = get(
		session.base,
		paths.tools({ company_id: where.company_id }),
		where.company_id,
	);
	return (await read(session, { attempt, request, parse }, options)).value;
}

/** The companies that the token's owner belongs to. */
export function listCompanies(
	session: ClientContext,
	options?: ReadOptions,
): AsyncGenerator<Company, void, undefined> {
	return listPlaces(
		session,
		"Listing the companies",
		paths.companies(),
		null,
		companySchema,
		options,
	);
}

/** The projects of a company, from a scope that was read as one. */
export function listProjects(
	session: ClientContext,
	{ company_id }: Scope,
	options?: ReadOptions,
): AsyncGenerator<Project, void, undefined> {
	return listPlaces(
		session,
		"Listing the projects",
		paths.projects(company_id),
		company_id,
		projectSchema,
		options,
	);
}

/** v1 lists are bare arrays (contract §2). */
function listPlaces<T>(
	session: ClientContext,
	attempt: string,
	path: string,
	companyId: string | null,
	schema: Parameters<typeof validate<T>>[0],
	options?: ReadOptions,
): AsyncGenerator<T, void, undefined> {
	const request = get(session.base, path, companyId);
	request.url.searchParams.set("per_page", mostPerPage);
	const parse = (body: unknown) => rowsOf(body, (row) => validate(schema, row));
	return pages(session, { attempt, request, parse }, options);
}
