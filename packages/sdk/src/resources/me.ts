import {
	data,
	type Me,
	meSchema,
	type Place,
	paths,
	placeSchema,
	type Scope,
	type Tool,
	toolSchema,
} from "@signoff/core/contract";
import { check } from "@signoff/core/validation";
import type { Session } from "../context/client-context.ts";
import { get } from "../http/build-request.ts";
import type { ReadOptions } from "../options/check-options.ts";
import { mostPerPage, pages } from "./paginate.ts";
import { rowsOf } from "./parse-rows.ts";
import { read } from "./request.ts";
import { scopeFrom } from "./scope.ts";

/** Reads who the token belongs to, and remembers it for the submissions that follow. */
export async function me(
	session: Session,
	scope: Scope,
	options?: ReadOptions,
): Promise<Me> {
	const attempt = "Reading who you are";
	const { company_id } = scopeFrom(attempt, scope);
	const parse = (body: unknown) => check(meSchema, body);
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
	session: Session,
	scope: Scope,
	options?: ReadOptions,
): Promise<Tool[]> {
	const attempt = "Listing the tools";
	const where = scopeFrom(attempt, scope);
	const parse = (body: unknown) =>
		rowsOf(data(body), (row) => check(toolSchema, row));
	const request = get(
		session.base,
		paths.tools({ company_id: where.company_id }),
		where.company_id,
	);
	return (await read(session, { attempt, request, parse }, options)).value;
}

/** The companies that the token's owner belongs to. */
export function listCompanies(
	session: Session,
	options?: ReadOptions,
): AsyncGenerator<Place, void, undefined> {
	return listPlaces(
		session,
		"Listing the companies",
		paths.companies(),
		null,
		options,
	);
}

/** The projects of a company, from a scope that was read as one. */
export function listProjects(
	session: Session,
	{ company_id }: Scope,
	options?: ReadOptions,
): AsyncGenerator<Place, void, undefined> {
	return listPlaces(
		session,
		"Listing the projects",
		paths.projects(company_id),
		company_id,
		options,
	);
}

/** v1 lists are bare arrays (contract §2). */
function listPlaces(
	session: Session,
	attempt: string,
	path: string,
	companyId: string | null,
	options?: ReadOptions,
): AsyncGenerator<Place, void, undefined> {
	const request = get(session.base, path, companyId);
	request.url.searchParams.set("per_page", mostPerPage);
	const parse = (body: unknown) =>
		rowsOf(body, (row) => check(placeSchema, row));
	return pages(session, { attempt, request, parse }, options);
}
