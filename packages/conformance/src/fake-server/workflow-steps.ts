import { advanceWorkflow } from "@signoff/core";
import {
	type Company,
	nextId,
	type Person,
	type StepOccurrence,
	type Template,
	toIsoTime,
	type WorkflowInstance,
} from "./company.ts";

const dayMs = 86_400_000;

/** The fields of a new instance that do not follow from its template. */
export type NewInstance = {
	id: string;
	project_id: string | null;
	item_id: string;
	created_by: Person | null;
};

/**
 * Adds an instance at its first step.
 *
 * @param at Unix milliseconds
 */
export function startInstance(
	company: Company,
	template: Template,
	fields: NewInstance,
	at: number,
): WorkflowInstance {
	const created_at = toIsoTime(at);
	const instance: WorkflowInstance = {
		...fields,
		template,
		created_at,
		updated_at: created_at,
		ended_at: null,
		ended_by: null,
		steps: [],
		current: null,
	};
	company.instances.set(instance.id, instance);
	beginStep(company, instance, 0, at);
	return instance;
}

/**
 * Moves an instance by core's rule after a response was added to its current step.
 *
 * @param at when it was recorded, Unix milliseconds
 */
export function advanceInstance(
	company: Company,
	instance: WorkflowInstance,
	step: StepOccurrence,
	at: number,
): void {
	const { decision_type, assignees, response_options } = step.rule;
	const transition = advanceWorkflow(
		{
			decision_type,
			assignees: assignees.map(({ person, required }) => ({
				person_id: person,
				required,
			})),
		},
		step.responses.map(({ person, option_id }) => ({
			person_id: person.id,
			response_type:
				response_options.find(({ id }) => id === option_id)?.response_type ??
				null,
		})),
		step.index,
		instance.template.steps.length,
	);
	instance.updated_at = toIsoTime(at);
	if (transition.kind === "waiting") return;
	step.ended_at = toIsoTime(at);
	step.ended_by = transition.by;
	if (transition.kind === "moved") {
		beginStep(company, instance, transition.index, at);
		return;
	}
	instance.current = null;
	instance.ended_at = toIsoTime(at);
	instance.ended_by = transition.by;
}

/** Starts a new occurrence of a template's step and makes it the current one. */
function beginStep(
	company: Company,
	instance: WorkflowInstance,
	index: number,
	at: number,
): void {
	const rule = instance.template.steps[index];
	if (rule === undefined)
		throw new Error("The template has no step with this index.");
	const { due_in_days } = rule;
	const step: StepOccurrence = {
		id: nextId(company, "step"),
		index,
		rule,
		started_at: toIsoTime(at),
		overdue_at:
			due_in_days === undefined ? null : toIsoTime(at + due_in_days * dayMs),
		ended_at: null,
		ended_by: null,
		responses: [],
	};
	instance.steps.push(step);
	instance.current = step;
}
