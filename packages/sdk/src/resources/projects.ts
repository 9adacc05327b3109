import {
	type Project,
	paths,
	projectSchema,
	type Scope,
} from "@signoff/core/contract";
import type { ClientContext } from "../context/client-context.ts";
import type { ReadOptions } from "../options/read-options.ts";
import { listV1 } from "./v1-list.ts";

/** Lists the projects of a company. Takes a scope that is validated already. */
export function listProjects(
	context: ClientContext,
	{ company_id }: Scope,
	options?: ReadOptions,
): AsyncGenerator<Project, void, undefined> {
	const operation = "Listing the projects";
	const path = paths.projects(company_id);
	return listV1(context, operation, path, company_id, projectSchema, options);
}
