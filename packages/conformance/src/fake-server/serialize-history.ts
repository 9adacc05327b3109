import { stepStatus, workflowEnd } from "@signoff/core/server";
import {
	type Company,
	getPerson,
	type StepOccurrence,
	type WorkflowInstance,
} from "./company.ts";
import { type JsonObject, serializeAttachments } from "./serialize-instance.ts";

/**
 * The history of an instance (contract §2).
 *
 * @param now ISO 8601, UTC; decides what is overdue
 */
export function serializeHistory(
	company: Company,
	instance: WorkflowInstance,
	now: string,
): JsonObject {
	const { template, steps, current, created_at, ended_at } = instance;
	const started_by = instance.created_by?.name ?? null;
	return {
		name: template.name,
		format: "sequential",
		status:
			current === null
				? workflowEnd(instance.ended_by).status
				: stepStatus(current, now),
		started_at: created_at,
		ended_at,
		// The history begins with the entry `WorkflowStarted`.
		current_step_index: current === null ? null : steps.indexOf(current) + 1,
		history: [
			{
				type: "WorkflowStarted",
				details: { started_at: created_at, started_by },
			},
			...steps.map((step) => ({
				type: "ResponseStep",
				details: serializeStep(company, step, now),
			})),
			...endEntries(instance),
		],
	};
}

function endEntries(instance: WorkflowInstance): JsonObject[] {
	const { ended_at, ended_by } = instance;
	if (ended_at === null) return [];
	return [{ type: workflowEnd(ended_by).entry_type, details: { ended_at } }];
}

function serializeStep(
	company: Company,
	step: StepOccurrence,
	now: string,
): JsonObject {
	const { uuid, name, decision_type, response_options } = step.rule;
	return {
		id: step.id,
		uuid,
		name,
		started_at: step.started_at,
		ended_at: step.ended_at,
		due_date: step.overdue_at,
		decision_type,
		responses: serializeResponses(company, step),
		available_response_options: response_options,
		overall_response: step.ended_by,
		status: stepStatus(step, now),
		override: null,
	};
}

function serializeResponses(
	company: Company,
	{ rule, responses }: StepOccurrence,
): JsonObject[] {
	return rule.assignees.map(({ person: id, required }) => {
		const { login, name } = getPerson(company, id);
		const response = responses.find(({ person }) => person.id === id);
		const option = rule.response_options.find(
			(each) => each.id === response?.option_id,
		);
		return {
			id,
			response_id: response?.id ?? null,
			login,
			name,
			response: option?.name ?? null,
			response_type: option?.response_type ?? null,
			required,
			comment: response?.comment ?? null,
			responded_at: response?.submitted_at ?? null,
			attachments: serializeAttachments(response?.attachments ?? {}),
		};
	});
}
