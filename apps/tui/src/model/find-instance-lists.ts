import type { Scope } from "@signoff/core";
import type { Tool } from "@signoff/core/contract";
import type { Client } from "@signoff/sdk";

/** A list of instances to read: those of one tool type in a company or a project. */
export type InstanceList = {
	scope: Scope;
	/** The project's name, or `null` if it is not known. */
	project: string | null;
	/** The names of the tools; all tools of one type share a list. */
	tool: string;
	filters: { tool_type: string; tool_subtype?: string };
};

/** Every list of a company and its projects, or of one project. Listing instances requires a tool type (contract §2). */
export async function findInstanceLists(
	scope: Scope,
	client: Client,
	signal: AbortSignal,
): Promise<InstanceList[]> {
	const { company_id, project_id } = scope;
	const company: Scope = { company_id };
	const tools = await client.tools.list(company, { signal });
	const projectTools = tools.filter(({ provider }) => provider === "Project");
	if (project_id !== undefined)
		return listsFor(projectTools, { company_id, project_id }, null);
	const companyTools = tools.filter((tool) => !projectTools.includes(tool));
	const lists = listsFor(companyTools, company, null);
	if (projectTools.length === 0) return lists;
	for await (const { id, name } of client.projects.list(company, { signal }))
		lists.push(...listsFor(projectTools, { company_id, project_id: id }, name));
	return lists;
}

function listsFor(
	tools: Tool[],
	scope: Scope,
	project: string | null,
): InstanceList[] {
	const byType = Map.groupBy(tools, ({ type, subtype }) =>
		JSON.stringify([type, subtype ?? null]),
	);
	return [...byType.values()].flatMap((sameType) => {
		const [first] = sameType;
		if (first === undefined) return [];
		const filters = {
			tool_type: first.type,
			...(first.subtype ? { tool_subtype: first.subtype } : {}),
		};
		return [
			{
				scope,
				project,
				tool: sameType.map(({ name }) => name).join(" / "),
				filters,
			},
		];
	});
}
