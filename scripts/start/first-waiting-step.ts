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
	type Company,
	companySchema,
	instanceSummarySchema,
	meSchema,
	type Tool,
	toolSchema,
} from "@signoff/core/contract";
import { isSamePerson } from "@signoff/core/settlement";
import { array, type ZodMiniType } from "zod/mini";

/** Sends `GET path` with one person's token, and parses the body, or its `data` if `envelope` is true. */
export type Get = <T>(
	path: string,
	schema: ZodMiniType<T>,
	envelope: boolean,
) => Promise<T>;

/** A step that a person has not answered yet, with at least two response options. */
export type WaitingStep = {
	scope: Scope;
	tool: Tool;
	instance: Instance;
	step: StepOccurrence;
};

/** Finds the first waiting step of a company; searches its projects before its company level. Throws if there is none. */
export async function firstWaitingStep(
	get: Get,
	companyId: string,
): Promise<WaitingStep> {
	const me = await get(paths.me(), meSchema, false);
	const projects: Company[] = await get(
		paths.projects(companyId),
		array(companySchema),
		false,
	);
	const scopes: Scope[] = [
		...projects.map(({ id }) => ({ company_id: companyId, project_id: id })),
		{ company_id: companyId },
	];
	const tools: Tool[] = await get(
		paths.tools({ company_id: companyId }),
		array(toolSchema),
		true,
	);
	for (const scope of scopes) {
		for (const tool of tools) {
			const waiting = await findInTool(get, scope, tool, me);
			if (waiting !== null) return waiting;
		}
	}
	throw new Error("The sample company has no step that waits for this person.");
}

async function findInTool(
	get: Get,
	scope: Scope,
	tool: Tool,
	me: Me,
): Promise<WaitingStep | null> {
	const query = new URLSearchParams({
		"filters[tool_type]": tool.type,
		"filters[active]": "true",
		per_page: "100",
	});
	const rows: InstanceSummary[] = await get(
		`${paths.instances(scope)}?${query}`,
		array(instanceSummarySchema),
		true,
	);
	for (const { id } of rows) {
		const instance = await get(paths.instance(scope, id), instanceSchema, true);
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
