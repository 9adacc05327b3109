import type { Scope } from "@signoff/core";
import type { Tool } from "@signoff/core/contract";
import type { Client } from "@signoff/sdk";

/** One list of instances to read: a tool's, at the level where its instances live. */
export type ToolList = {
	scope: Scope;
	project: string | null;
	/** The tool's name; several tools of one type share a list. */
	tool: string;
	filters: { tool_type: string; tool_subtype?: string };
};

/** Every list of a company, or of one of its projects. A list needs its tool's type (contract §2). */
export async function toolLists(
	scope: Scope,
	client: Client,
	signal: AbortSignal,
): Promise<ToolList[]> {
	const { company_id, project_id } = scope;
	const company: Scope = { company_id };
	const tools = await client.tools.list(company, { signal });
	const ofProjects = tools.filter(({ provider }) => provider === "Project");
	if (project_id !== undefined)
		return listsOf(ofProjects, { company_id, project_id }, null);
	const ofCompany = listsOf(
		tools.filter((tool) => !ofProjects.includes(tool)),
		company,
		null,
	);
	if (ofProjects.length === 0) return ofCompany;
	const lists = [...ofCompany];
	for await (const { id, name } of client.projects.list(company, { signal }))
		lists.push(...listsOf(ofProjects, { company_id, project_id: id }, name));
	return lists;
}

function listsOf(
	tools: Tool[],
	scope: Scope,
	project: string | null,
): ToolList[] {
	const byType = Map.groupBy(tools, ({ type, subtype }) =>
		JSON.stringify([type, subtype ?? null]),
	);
	return [...byType.values()].flatMap((same) => {
		const [first] = same;
		if (first === undefined) return [];
		const filters = {
			tool_type: first.type,
			...(first.subtype ? { tool_subtype: first.subtype } : {}),
		};
		return [
			{
				scope,
				project,
				tool: same.map(({ name }) => name).join(" / "),
				filters,
			},
		];
	});
}
