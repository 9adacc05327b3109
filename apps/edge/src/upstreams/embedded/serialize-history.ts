import { stepStatus, workflowEnd } from "@signoff/core/server";
import type { Sql } from "../../sql/sql-database.ts";
import type {
	HistoryEntry,
	HistoryResponseView,
	HistoryStepView,
	HistoryView,
} from "../views/history.ts";
import { getPerson, listResponses, selectSteps } from "./queries.ts";
import type { InstanceRecord, StepRecord } from "./records.ts";
import { serializeAttachments } from "./serialize-instance.ts";
import {
	type Template,
	templateStep,
	type WorkflowTemplates,
} from "./templates.ts";

/**
 * The history of an instance (contract §2).
 *
 * @param now ISO 8601, UTC; decides what is overdue
 */
export function serializeHistory(
	sql: Sql,
	templates: WorkflowTemplates,
	instance: InstanceRecord,
	now: string,
): HistoryView {
	const template = templates.get(instance.template_id);
	const steps = selectSteps(sql, instance.id);
	const history = [
		startedEntries(sql, instance),
		...steps.map((step) => stepEntry(sql, template, step, now)),
		...endEntries(instance),
	];
	const current = steps.findIndex(({ id }) => id === instance.step_id);
	const step = steps[current];
	return {
		name: template.name,
		format: "sequential",
		status:
			step === undefined
				? workflowEnd(instance.ended_by).status
				: stepStatus(step, now),
		started_at: instance.created_at,
		ended_at: instance.ended_at,
		current_step_index: step === undefined ? null : current + 1,
		history,
	};
}

function startedEntries(
	sql: Sql,
	{ created_at, created_by }: InstanceRecord,
): HistoryEntry {
	const started_by =
		created_by === null ? null : getPerson(sql, created_by).name;
	return {
		type: "WorkflowStarted",
		details: { started_at: created_at, started_by },
	};
}

function endEntries({ ended_at, ended_by }: InstanceRecord): HistoryEntry[] {
	if (ended_at === null) return [];
	return [
		{
			type: workflowEnd(ended_by).entry_type,
			details: { ended_at },
		},
	];
}

function stepEntry(
	sql: Sql,
	template: Template,
	step: StepRecord,
	now: string,
): HistoryEntry {
	const { uuid, name, decision_type, options } = templateStep(
		template,
		step.step_index,
	);
	const details: HistoryStepView = {
		id: step.id,
		uuid,
		name,
		started_at: step.started_at,
		ended_at: step.ended_at,
		due_date: step.overdue_at,
		decision_type,
		responses: serializeResponses(sql, template, step),
		available_response_options: options,
		overall_response: step.ended_by,
		status: stepStatus(step, now),
		override: null,
	};
	return { type: "ResponseStep", details };
}

function serializeResponses(
	sql: Sql,
	template: Template,
	step: StepRecord,
): HistoryResponseView[] {
	const { assignees, options } = templateStep(template, step.step_index);
	const responses = listResponses(sql, step.id);
	return assignees.map(({ person_id, required }) => {
		const { login, name } = getPerson(sql, person_id);
		const response = responses.find((each) => each.person_id === person_id);
		const option = options.find(({ id }) => id === response?.option_id);
		return {
			id: person_id,
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
