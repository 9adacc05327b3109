import type { Attachments } from "@signoff/core";
import type {
	AttachmentView,
	InstanceView,
	PersonView,
	RowView,
	StepView,
	SummaryView,
} from "../../http/schemas/instance.ts";
import {
	findStep,
	type InstanceRecord,
	personOf,
	type ResponseRecord,
	responsesOf,
} from "./queries.ts";
import type { Sql } from "./sql.ts";
import { stepAt, type Template, type Templates } from "./templates.ts";

/** An instance as a row of a list. */
export function summaryView(sql: Sql, instance: InstanceRecord): SummaryView {
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
		created_by: created_by === null ? null : personView(sql, created_by),
	};
}

/** An instance in full. */
export function instanceView(
	sql: Sql,
	templates: Templates,
	instance: InstanceRecord,
): InstanceView {
	const template = templates.get(instance.template_id);
	const everybody = new Set(
		template.steps.flatMap(({ assignees }) =>
			assignees.map(({ person_id }) => person_id),
		),
	);
	return {
		...summaryView(sql, instance),
		current_step_occurrence: currentStepView(sql, template, instance),
		workflow_manager: null,
		responsible_group_memberships: [],
		all_assignees: [...everybody].map((id) => personView(sql, id)),
		template_version_id: template.id,
	};
}

function currentStepView(
	sql: Sql,
	template: Template,
	instance: InstanceRecord,
): StepView | null {
	const step =
		instance.step_id === null
			? null
			: findStep(sql, instance.id, instance.step_id);
	if (step === null) return null;
	const { uuid, name, options, assignees } = stepAt(template, step.step_index);
	const responses = responsesOf(sql, step.id);
	return {
		id: step.id,
		step_uuid: uuid,
		name,
		started_at: step.started_at,
		overdue_at: step.overdue_at,
		available_response_options: options,
		response_occurrences: assignees.map(({ person_id, required }): RowView => {
			const response = responses.find((each) => each.person_id === person_id);
			return {
				...answerView(response, options),
				assignee: assigneeView(sql, person_id, required),
			};
		}),
	};
}

type AnswerView = Omit<RowView, "assignee">;

function answerView(
	response: ResponseRecord | undefined,
	options: StepView["available_response_options"],
): AnswerView {
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
		attachments: attachmentViews(response.attachments),
	};
}

function assigneeView(
	sql: Sql,
	id: string,
	required: boolean,
): RowView["assignee"] {
	const { login, name, company } = personOf(sql, id);
	return { id, login, name, company: { name: company }, required };
}

function personView(sql: Sql, id: string): PersonView {
	const { login, name } = personOf(sql, id);
	return { id, login, name };
}

/** Attachments as the contract shows them, `[{ name, url }]`, made of the ids that were sent. */
export function attachmentViews(attachments: Attachments): AttachmentView[] {
	return Object.entries(attachments).flatMap(([kind, ids]) =>
		(ids ?? []).map((id) => ({
			name: id,
			url: `urn:signoff:${kind}:${encodeURIComponent(id)}`,
		})),
	);
}
