import type { ResponseOption } from "../contract/instance.ts";
import type { Submission } from "../contract/submission.ts";
import {
	type ChangedField,
	type Outcome,
	outcomes,
	type PersonRef,
	type Reason,
} from "../outcome/outcome.ts";
import { type Issue, optionNotOffered } from "../validation/issue.ts";

/** A response that is on record. */
export type RecordedResponse = {
	person: PersonRef;
	option: ResponseOption;
	comment: string | null;
	/** ISO 8601, UTC; `null` where not known. */
	submitted_at: string | null;
};

/** Everything {@link decide} needs to know of one step occurrence. */
export type StepState = {
	/** Whether this occurrence is the instance's current step. */
	current: boolean;
	options: ResponseOption[];
	/** Ids of those who may answer. */
	assignees: string[];
	responses: RecordedResponse[];
	/** Who ended the step otherwise (a manager's override); responders are taken from `responses`. */
	overridden_by?: PersonRef[] | undefined;
};

/**
 * The server's rule (contract §1): what a submission comes to, given the step it names.
 * An answer already on record wins over everything, also after the step has moved on.
 *
 * @param step the step occurrence that the submission names; `null` where the instance never had it
 * @param responder the id of the person who answers
 */
export function decide(
	step: StepState | null,
	responder: string,
	{ response }: Pick<Submission, "response">,
): Outcome {
	if (step === null) return outcomes.invalid([unknownStep]);
	const mine = step.responses.find(({ person }) => person.id === responder);
	if (mine !== undefined) return compare(mine, response);
	if (!step.current)
		return outcomes.superseded(
			step.overridden_by ?? step.responses.map(({ person }) => person),
		);
	if (!step.assignees.includes(responder))
		return outcomes.refused("forbidden", notAssigned);
	if (
		!step.options.some(({ id }) => id === response.selected_response_option_id)
	)
		return outcomes.invalid([optionNotOffered]);
	return outcomes.onRecord("recorded");
}

function compare(
	mine: RecordedResponse,
	wanted: Submission["response"],
): Outcome {
	const differs: ChangedField[] = [];
	if (mine.option.id !== wanted.selected_response_option_id)
		differs.push("response_option");
	if ((mine.comment ?? "") !== (wanted.comment ?? "")) differs.push("comment");
	if (differs.length === 0) return outcomes.onRecord("unchanged");
	const { option, comment, submitted_at } = mine;
	return outcomes.conflict({ option, comment, submitted_at }, differs);
}

/** The issue of a submission that names a step the instance never had. */
export const unknownStep: Issue = {
	code: "unknown_step",
	path: ["response", "current_step_occurrence_id"],
	message: "This instance never had such a step.",
};

/** Why somebody who is not assigned to a step may not answer it. */
export const notAssigned: Reason = {
	code: "NOT_AN_ASSIGNEE",
	message: "Only an assignee of the current step may respond to it.",
};
