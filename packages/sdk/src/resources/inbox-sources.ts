import type { Scope, Tool } from "@signoff/core/contract";
import type { ClientContext } from "../context/client-context.ts";
import type { ReadOptions } from "../options/read-options.ts";
import { listProjects } from "./projects.ts";
import { listTools } from "./tools.ts";

/** A list of instances to read: those of one tool type in a company or a project. */
export type InstanceList = {
	scope: Scope;
	/** The project's name, or `null` if it is not known. */
	project: string | null;
	/** The names of the tools; all tools of one type share a list. */
	tool: string;
	filters: { tool_type: string; tool_subtype?: string };
};

/**
 * Yields every list of a company and its projects, or of one project, as it is found. Listing instances requires a tool
 * type (contract §2). A tool's `provider` says at which level its instances are.
 */
export async function* instanceLists(
	context: ClientContext,
	{ company_id, project_id }: Scope,
	options: ReadOptions,
): AsyncGenerator<InstanceList, void, undefined> {
	const company: Scope = { company_id };
	const tools = await listTools(context, company, options);
	const projectTools = tools.filter(({ provider }) => provider === "Project");
	if (project_id !== undefined) {
		yield* listsFor(projectTools, { company_id, project_id }, null);
		return;
	}
	const companyTools = tools.filter((tool) => !projectTools.includes(tool));
	yield* listsFor(companyTools, company, null);
	if (projectTools.length === 0) return;
	for await (const { id, name } of listProjects(context, company, options))
		yield* listsFor(projectTools, { company_id, project_id: id }, name);
}

function listsFor(
	tools: Tool[],
	scope: Scope,
	project: string | null,
): InstanceList[] {
	const lists = new Map<string, InstanceList>();
	for (const { name, type, subtype } of tools) {
		const key = JSON.stringify([type, subtype || null]);
		const list = lists.get(key);
		if (list !== undefined) list.tool += ` / ${name}`;
		else {
			const filters = {
				tool_type: type,
				...(subtype ? { tool_subtype: subtype } : {}),
			};
			lists.set(key, { scope, project, tool: name, filters });
		}
	}
	return [...lists.values()];
}
