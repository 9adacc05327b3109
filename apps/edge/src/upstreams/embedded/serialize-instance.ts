import type { Attachments } from "@signoff/core";
import type { Sql } from "../../sql/sql-database.ts";
import type {
	AttachmentView,
	InstanceSummaryView,
	InstanceView,
	PersonView,
	ResponseOccurrenceView,
	StepOccurrenceView,
} from "../views/instance.ts";
import { findStepOccurrence, getPerson, listResponses } from "./queries.ts";
import type { InstanceRecord, ResponseRecord } from "./records.ts";
import {
	type Template,
	templateStep,
	type WorkflowTemplates,
} from "./templates.ts";

/** An instance as a row of a list (contract §2). */
export function serializeSummary(
	sql: Sql,
	instance: InstanceRecord,
): InstanceSummaryView {
	const {
		id,
		tool_type,
		tool_subtype,
		item_id,
		created_at,
		updated_at,
		ended_at,
		created_by,
	} = instance;
	return {
		id,
		tool_type,
		tool_subtype,
		item_id,
		created_at,
		updated_at,
		started_at: created_at,
		ended_at,
		created_by: created_by === null ? null : serializePerson(sql, created_by),
	};
}

/** An instance with its current step (contract §2). */
export function serializeInstance(
	sql: Sql,
	templates: WorkflowTemplates,
	instance: InstanceRecord,
): InstanceView {
	const template = templates.get(instance.template_id);
	const assigneeIds = new Set(
		template.steps.flatMap(({ assignees }) =>
			assignees.map(({ person_id }) => person_id),
		),
	);
	return {
		...serializeSummary(sql, instance),
		current_step_occurrence: serializeCurrentStep(sql, template, instance),
		workflow_manager: null,
		responsible_group_memberships: [],
		all_assignees: [...assigneeIds].map((id) => serializePerson(sql, id)),
		template_version_id: template.id,
	};
}

function serializeCurrentStep(
	sql: Sql,
	template: Template,
	instance: InstanceRecord,
): StepOccurrenceView | null {
	const step =
		instance.step_id === null
			? null
			: findStepOccurrence(sql, instance.id, instance.step_id);
	if (step === null) return null;
	const { uuid, name, options, assignees } = templateStep(
		template,
		step.step_index,
	);
	const responses = listResponses(sql, step.id);
	return {
		id: step.id,
		step_uuid: uuid,
		name,
		started_at: step.started_at,
		overdue_at: step.overdue_at,
		available_response_options: options,
		response_occurrences: assignees.map(
			({ person_id, required }): ResponseOccurrenceView => {
				const response = responses.find((each) => each.person_id === person_id);
				return {
					...serializeResponse(response, options),
					assignee: serializeAssignee(sql, person_id, required),
				};
			},
		),
	};
}

type RecordedResponseView = Omit<ResponseOccurrenceView, "assignee">;

function serializeResponse(
	response: ResponseRecord | undefined,
	options: StepOccurrenceView["available_response_options"],
): RecordedResponseView {
	if (response === undefined)
		return {
			submitted_at: null,
			selected_response_option: null,
			comment: null,
			attachments: [],
		};
	return {
		submitted_at: response.submitted_at,
		selected_response_option:
			options.find(({ id }) => id === response.option_id) ?? null,
		comment: response.comment,
		attachments: serializeAttachments(response.attachments),
	};
}

function serializeAssignee(
	sql: Sql,
	id: string,
	required: boolean,
): ResponseOccurrenceView["assignee"] {
	const { login, name, company } = getPerson(sql, id);
	return { id, login, name, company: { name: company }, required };
}

function serializePerson(sql: Sql, id: string): PersonView {
	const { login, name } = getPerson(sql, id);
	return { id, login, name };
}

/** Attachments in the contract's form, `[{ name, url }]`, made from the ids that were sent. */
export function serializeAttachments(
	attachments: Attachments,
): AttachmentView[] {
	return Object.entries(attachments).flatMap(([kind, ids]) =>
		(ids ?? []).map((id) => ({
			name: id,
			url: `urn:signoff:${kind}:${encodeURIComponent(id)}`,
		})),
	);
}
