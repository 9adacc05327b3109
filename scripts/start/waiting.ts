import {
	type Instance,
	type InstanceSummary,
	instanceSchema,
	type Me,
	paths,
	type Scope,
	type StepOccurrence,
} from "@signoff/core";
import {
	instanceSummarySchema,
	meSchema,
	type Project,
	projectSchema,
	type Tool,
	toolSchema,
} from "@signoff/core/contract";
import { isSamePerson } from "@signoff/core/settlement";
import { array, type ZodMiniType } from "zod/mini";

/** Reads one address, as a person with a token. */
export type Read = <T>(
	path: string,
	schema: ZodMiniType<T>,
	envelope: boolean,
) => Promise<T>;

/** A step that waits for a person's answer, with at least two options. */
export type Waiting = {
	scope: Scope;
	tool: Tool;
	instance: Instance;
	step: StepOccurrence;
};

/** The first such step of a company, its projects first. Throws where there is none. */
export async function firstWaiting(
	read: Read,
	companyId: string,
): Promise<Waiting> {
	const me = await read(paths.me(), meSchema, false);
	const projects: Project[] = await read(
		paths.projects(companyId),
		array(projectSchema),
		false,
	);
	const scopes: Scope[] = [
		...projects.map(({ id }) => ({ company_id: companyId, project_id: id })),
		{ company_id: companyId },
	];
	const tools: Tool[] = await read(
		paths.tools({ company_id: companyId }),
		array(toolSchema),
		true,
	);
	for (const scope of scopes) {
		for (const tool of tools) {
			const found = await waitingIn(read, scope, tool, me);
			if (found !== null) return found;
		}
	}
	throw new Error("The sample company has nothing that waits for this person.");
}

async function waitingIn(
	read: Read,
	scope: Scope,
	tool: Tool,
	me: Me,
): Promise<Waiting | null> {
	const query = new URLSearchParams({
		"filters[tool_type]": tool.type,
		"filters[active]": "true",
		per_page: "100",
	});
	const rows: InstanceSummary[] = await read(
		`${paths.instances(scope)}?${query}`,
		array(instanceSummarySchema),
		true,
	);
	for (const { id } of rows) {
		const instance = await read(
			paths.instance(scope, id),
			instanceSchema,
			true,
		);
		const step = instance.current_step_occurrence;
		if (
			step !== null &&
			step.available_response_options.length > 1 &&
			waitsFor(step, me)
		)
			return { scope, tool, instance, step };
	}
	return null;
}

function waitsFor(step: StepOccurrence, me: Me): boolean {
	return step.response_occurrences.some(
		({ assignee, submitted_at }) =>
			submitted_at === null && isSamePerson(assignee, me),
	);
}
