import {
	decide,
	type Outcome,
	type StepState,
	type Submission,
} from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import { record } from "./apply-response.ts";
import type { Ledger } from "./ledger.ts";
import { noSuchInstance } from "./not-found-reasons.ts";
import {
	findInstance,
	findStep,
	type InstanceRecord,
	personOf,
	type ResponseRecord,
	responsesOf,
	type StepRecord,
} from "./queries.ts";
import type { Sql } from "./sql.ts";
import { stepAt, type Template } from "./templates.ts";

/** A submission within its company's own ledger. */
export type Addressed = Omit<Submission, "company_id">;

/**
 * Decides a submission and records it, in one transaction: once this returns, what it says is durable.
 * The rule is core's.
 *
 * @param responder the id of the person who answers
 */
export function submit(
	ledger: Ledger,
	responder: string,
	submission: Addressed,
): Outcome {
	return ledger.sql.transaction(() =>
		decideAndRecord(ledger, responder, submission),
	);
}

/** The work of {@link submit}, for a caller that holds the transaction. */
export function decideAndRecord(
	ledger: Ledger,
	responder: string,
	submission: Addressed,
): Outcome {
	const { sql, templates } = ledger;
	const instance = findInstance(sql, submission, submission.id);
	if (instance === null) return outcomes.refused("not_found", noSuchInstance);
	const template = templates.get(instance.template_id);
	const step = findStep(
		sql,
		instance.id,
		submission.response.current_step_occurrence_id,
	);
	const responses = step === null ? [] : responsesOf(sql, step.id);
	const state =
		step === null ? null : stateOf(sql, instance, template, step, responses);
	const outcome = decide(state, responder, submission);
	if (outcome.kind === "recorded" && step !== null)
		record(
			ledger,
			{ instance, template, step, responses },
			responder,
			submission.response,
		);
	return outcome;
}

function stateOf(
	sql: Sql,
	instance: InstanceRecord,
	template: Template,
	step: StepRecord,
	responses: ResponseRecord[],
): StepState {
	const { options, assignees } = stepAt(template, step.step_index);
	return {
		current: instance.step_id === step.id,
		options,
		assignees: assignees.map(({ person_id }) => person_id),
		responses: responses.map(
			({ person_id, option_id, comment, submitted_at }) => {
				const { id, name } = personOf(sql, person_id);
				return {
					person: { id, name },
					option: optionOf(options, option_id),
					comment,
					submitted_at,
				};
			},
		),
	};
}

function optionOf(
	options: StepState["options"],
	id: string,
): StepState["options"][number] {
	return (
		options.find((option) => option.id === id) ?? {
			id,
			name: "",
			response_type: null,
		}
	);
}
