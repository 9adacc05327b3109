import {
	decide,
	type Outcome,
	type StepState,
	type Submission,
} from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import { noSuchInstance } from "@signoff/core/server";
import type { Sql } from "../../sql/sql-database.ts";
import { applyResponse } from "./apply-response.ts";
import type { Ledger } from "./ledger.ts";
import {
	findInstance,
	findStepOccurrence,
	getPerson,
	listResponses,
} from "./queries.ts";
import type { InstanceRecord, ResponseRecord, StepRecord } from "./records.ts";
import { type Template, templateStep } from "./templates.ts";

/** A submission to the ledger of its company. */
export type LedgerSubmission = Omit<Submission, "company_id">;

/**
 * Decides a submission by core's rule and records it, in one transaction. The outcome is durable once this resolves.
 *
 * @param personId the person who responds
 */
export function submit(
	ledger: Ledger,
	personId: string,
	submission: LedgerSubmission,
): Promise<Outcome> {
	return ledger.commit(() => decideAndRecord(ledger, personId, submission));
}

/** Like {@link submit}, but within the caller's transaction. */
export function decideAndRecord(
	ledger: Ledger,
	personId: string,
	submission: LedgerSubmission,
): Outcome {
	const { sql, templates } = ledger;
	const instance = findInstance(sql, submission, submission.id);
	if (instance === null) return outcomes.refused("not_found", noSuchInstance);
	const template = templates.get(instance.template_id);
	const step = findStepOccurrence(
		sql,
		instance.id,
		submission.response.current_step_occurrence_id,
	);
	const responses = step === null ? [] : listResponses(sql, step.id);
	const stepBefore =
		step === null ? null : stepState(sql, instance, template, step, responses);
	const outcome = decide(stepBefore, personId, submission);
	if (outcome.kind === "recorded" && step !== null)
		applyResponse(
			ledger,
			{ instance, template, step, responses },
			personId,
			submission.response,
		);
	return outcome;
}

function stepState(
	sql: Sql,
	instance: InstanceRecord,
	template: Template,
	step: StepRecord,
	responses: ResponseRecord[],
): StepState {
	const { options, assignees } = templateStep(template, step.step_index);
	return {
		current: instance.step_id === step.id,
		options,
		assignees: assignees.map(({ person_id }) => person_id),
		responses: responses.map(
			({ person_id, option_id, comment, submitted_at }) => {
				const { id, name } = getPerson(sql, person_id);
				return {
					person: { id, name },
					option: findOption(options, option_id),
					comment,
					submitted_at,
				};
			},
		),
	};
}

function findOption(
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
