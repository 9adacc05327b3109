import type { Attachments } from "@signoff/core";
import {
	type Company,
	getPerson,
	type Person,
	type StepOccurrence,
	type StoredResponse,
	type WorkflowInstance,
} from "./company.ts";

/** A JSON object of an HTTP response. */
export type JsonObject = Record<string, unknown>;

/** An instance as a row of a list (contract §2). */
export function serializeSummary(instance: WorkflowInstance): JsonObject {
	const { id, template, item_id, created_at, updated_at, ended_at } = instance;
	return {
		id,
		tool_type: template.tool_type,
		tool_subtype: template.tool_subtype ?? null,
		item_id,
		created_at,
		updated_at,
		started_at: created_at,
		ended_at,
		created_by:
			instance.created_by === null
				? null
				: serializePerson(instance.created_by),
	};
}

/** An instance with its current step (contract §2). */
export function serializeInstance(
	company: Company,
	instance: WorkflowInstance,
): JsonObject {
	const { template, current } = instance;
	const assigneeIds = new Set(
		template.steps.flatMap(({ assignees }) =>
			assignees.map(({ person }) => person),
		),
	);
	return {
		...serializeSummary(instance),
		current_step_occurrence:
			current === null ? null : serializeStep(company, current),
		workflow_manager: null,
		responsible_group_memberships: [],
		all_assignees: [...assigneeIds].map((id) =>
			serializePerson(getPerson(company, id)),
		),
		template_version_id: template.id,
	};
}

function serializeStep(company: Company, step: StepOccurrence): JsonObject {
	const { uuid, name, response_options, assignees } = step.rule;
	return {
		id: step.id,
		step_uuid: uuid,
		name,
		started_at: step.started_at,
		overdue_at: step.overdue_at,
		available_response_options: response_options,
		response_occurrences: assignees.map(({ person: id, required }) => {
			const person = getPerson(company, id);
			const response = step.responses.find((each) => each.person === person);
			return {
				...serializeResponse(step, response),
				assignee: {
					...serializePerson(person),
					company: { name: person.company },
					required,
				},
			};
		}),
	};
}

function serializeResponse(
	{ rule }: StepOccurrence,
	response: StoredResponse | undefined,
): JsonObject {
	return {
		submitted_at: response?.submitted_at ?? null,
		selected_response_option:
			rule.response_options.find(({ id }) => id === response?.option_id) ??
			null,
		comment: response?.comment ?? null,
		attachments: serializeAttachments(response?.attachments ?? {}),
	};
}

/** Attachments in the contract's form, `[{ name, url }]`, made from the ids that were sent. */
export function serializeAttachments(attachments: Attachments): JsonObject[] {
	return Object.entries(attachments).flatMap(([kind, ids]) =>
		(ids ?? []).map((id) => ({
			name: id,
			url: `urn:signoff:${kind}:${encodeURIComponent(id)}`,
		})),
	);
}

function serializePerson({ id, login, name }: Person): JsonObject {
	return { id, login, name };
}
