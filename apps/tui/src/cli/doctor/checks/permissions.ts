import type { Tool } from "@signoff/core/contract";
import { type Client, safe } from "@signoff/sdk";
import { projectIds } from "../../context/settings.ts";
import { bad, type Check, type Facts, good } from "../facts/check.ts";
import { deadlineMs } from "../facts/probe.ts";

/** Whether the list of each tool answers. */
export const permissions: Check = {
	name: "permissions",
	needs: ["company"],
	async run(facts) {
		const { client, company, tools = [] } = facts;
		if (client === undefined || company === undefined) return null;
		if (tools.length === 0)
			return bad(
				"The company shows you no tool with workflows.",
				"Ask an administrator for access to the tools whose steps you answer.",
			);
		const project_id = await projectOf(facts, client, company.id);
		const checked = tools.filter(
			({ provider }) => provider !== "Project" || project_id !== null,
		);
		const problems = await Promise.all(
			checked.map((tool) =>
				problemOf(tool, company.id, project_id, client, facts.signal),
			),
		);
		const failed = problems.filter((problem) => problem !== null);
		if (failed.length > 0)
			return bad(
				`${failed.length} of ${checked.length} tools do not show their workflows: ${failed.join("; ")}.`,
				"Ask an administrator for access to these tools. Steps of the others can be answered.",
			);
		const left = tools.length - checked.length;
		return good(
			`${count(checked.length)} show their workflows${left === 0 ? "" : `; ${left} were not asked, since no project can be read`}.`,
		);
	},
};

/** A project of the settings, else the first one of the company; `null` if there is none. */
async function projectOf(
	{ settings = {}, signal }: Facts,
	client: Client,
	company_id: string,
): Promise<string | null> {
	const [set] = projectIds(settings);
	if (set !== undefined) return set;
	const first = await safe(
		firstOf(client.projects.list({ company_id }, { signal, deadlineMs })),
	);
	return first.kind === "ok" ? (first.value?.id ?? null) : null;
}

async function problemOf(
	{ name, type, subtype, provider }: Tool,
	company_id: string,
	project_id: string | null,
	client: Client,
	signal: AbortSignal,
): Promise<string | null> {
	const scope =
		provider === "Project" && project_id !== null
			? { company_id, project_id }
			: { company_id };
	const filters = {
		tool_type: type,
		...(subtype == null ? {} : { tool_subtype: subtype }),
	};
	const read = await safe(
		firstOf(client.instances.list(scope, filters, { signal, deadlineMs })),
	);
	return read.kind === "ok" ? null : `${name} (${read.outcome.kind})`;
}

async function firstOf<T>(rows: AsyncIterable<T>): Promise<T | undefined> {
	for await (const row of rows) return row;
	return undefined;
}

function count(tools: number): string {
	return tools === 1 ? "1 tool" : `All ${tools} tools`;
}
