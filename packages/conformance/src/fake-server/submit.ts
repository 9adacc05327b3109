import {
	decide,
	type Outcome,
	type StepState,
	type Submission,
} from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import { noSuchInstance } from "@signoff/core/server";
import {
	type Company,
	findInstance,
	nextId,
	type Person,
	type StepOccurrence,
	toIsoTime,
	type WorkflowInstance,
} from "./company.ts";
import { advanceInstance } from "./workflow-steps.ts";

/**
 * Decides a submission by core's rule and records it.
 *
 * @param at Unix milliseconds
 */
export function submit(
	company: Company,
	person: Person,
	submission: Omit<Submission, "company_id">,
	at: number,
): Outcome {
	const instance = findInstance(company, submission, submission.id);
	if (instance === null) return outcomes.refused("not_found", noSuchInstance);
	const { response } = submission;
	const step =
		instance.steps.find(
			({ id }) => id === response.current_step_occurrence_id,
		) ?? null;
	const outcome = decide(
		step === null ? null : stepState(instance, step),
		person.id,
		submission,
	);
	if (outcome.kind === "recorded" && step !== null) {
		step.responses.push({
			id: nextId(company, "response"),
			person,
			option_id: response.selected_response_option_id,
			comment: response.comment ?? null,
			attachments: response.attachments ?? {},
			submitted_at: toIsoTime(at),
		});
		advanceInstance(company, instance, step, at);
	}
	return outcome;
}

function stepState(
	instance: WorkflowInstance,
	step: StepOccurrence,
): StepState {
	const { response_options, assignees } = step.rule;
	return {
		current: instance.current === step,
		options: response_options,
		assignees: assignees.map(({ person }) => person),
		responses: step.responses.map(
			({ person: { id, name }, option_id, comment, submitted_at }) => ({
				person: { id, name },
				option: response_options.find((option) => option.id === option_id) ?? {
					id: option_id,
					name: "",
					response_type: null,
				},
				comment,
				submitted_at,
			}),
		),
	};
}
