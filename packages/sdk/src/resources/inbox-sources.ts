import type { Project, Scope, Tool } from "@signoff/core/contract";
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
	/**
	 * When it is read among the lists of its scope, from 0. The first list of each scope is of another tool than that of the
	 * scope before, so that a few lists show something of many projects and of all tools.
	 */
	turn: number;
};

/** Reads the lists of scopes. Reads the tools of a company once. */
export type ListSource = (
	scope: Scope,
) => AsyncGenerator<InstanceList, void, undefined>;

/** @param watched the projects of each company; `null` reads the list of its projects */
export function createListSource(
	context: ClientContext,
	options: ReadOptions,
	watched: readonly Project[] | null,
): ListSource {
	const toolsByCompany = new Map<string, Promise<Tool[]>>();
	let scopeCount = 0;

	function toolsOf({ company_id }: Scope): Promise<Tool[]> {
		const known = toolsByCompany.get(company_id);
		if (known !== undefined) return known;
		const tools = listTools(context, { company_id }, options);
		toolsByCompany.set(company_id, tools);
		return tools;
	}

	function listsOf(
		tools: Tool[],
		scope: Scope,
		project: string | null,
	): InstanceList[] {
		const lists = listsFor(tools, scope, project, scopeCount);
		if (lists.length > 0) scopeCount++;
		return lists;
	}

	return async function* ({ company_id, project_id }) {
		const company: Scope = { company_id };
		const tools = await toolsOf(company);
		const projectTools = tools.filter(({ provider }) => provider === "Project");
		if (project_id !== undefined) {
			const name = watched?.find(({ id }) => id === project_id)?.name ?? null;
			yield* listsOf(projectTools, { company_id, project_id }, name);
			return;
		}
		const companyTools = tools.filter((tool) => !projectTools.includes(tool));
		yield* listsOf(companyTools, company, null);
		if (projectTools.length === 0) return;
		const projects = watched ?? listProjects(context, company, options);
		for await (const { id, name } of projects)
			yield* listsOf(projectTools, { company_id, project_id: id }, name);
	};
}

/** Listing instances requires a tool type (contract §2). A tool's `provider` says at which level its instances are. */
function listsFor(
	tools: Tool[],
	scope: Scope,
	project: string | null,
	scopeIndex: number,
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
			lists.set(key, { scope, project, tool: name, filters, turn: 0 });
		}
	}
	const { size } = lists;
	// Shifted once more after each round: a pattern in the order of the projects must not leave out a tool.
	const first = scopeIndex + Math.floor(scopeIndex / Math.max(1, size));
	return [...lists.values()].map((list, index) => ({
		...list,
		turn: (index + size - (first % size)) % size,
	}));
}

/** Identifies a list of instances. */
export function listKey({ scope, filters }: InstanceList): string {
	return JSON.stringify([
		scope.company_id,
		scope.project_id ?? null,
		filters.tool_type,
		filters.tool_subtype ?? null,
	]);
}
