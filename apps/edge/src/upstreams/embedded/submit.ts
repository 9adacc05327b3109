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
import { type NamedStep, readDecisionState } from "./decision-state.ts";
import type { Ledger } from "./ledger.ts";
import { getPerson } from "./queries.ts";
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
	const { id, response } = submission;
	const state = readDecisionState(
		...([sql, submission, id, response.current_step_occurrence_id] as const),
	);
	if (state === null) return outcomes.refused("not_found", noSuchInstance);
	const template = templates.get(state.templateId);
	const { step } = state;
	const outcome = decide(
		step === null ? null : stepState(sql, template, step),
		personId,
		submission,
	);
	if (outcome.kind === "recorded" && step !== null)
		applyResponse(
			ledger,
			{
				...{ instanceId: id, instanceSeq: state.instanceSeq },
				projectId: submission.project_id ?? null,
				...{ template, step },
			},
			personId,
			response,
		);
	return outcome;
}

function stepState(sql: Sql, template: Template, step: NamedStep): StepState {
	const { options, assignees } = templateStep(template, step.index);
	return {
		current: step.isCurrent,
		options,
		assignees: assignees.map(({ person_id }) => person_id),
		responses: step.responses.map(
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
