import type { ResponseOption } from "../contract/instance.ts";
import type { Submission } from "../contract/submission.ts";
import {
	type ChangedField,
	type Outcome,
	outcomes,
	type PersonRef,
	type Reason,
} from "../outcome/outcome.ts";
import { optionNotOffered, unknownStep } from "../validation/issue.ts";

/** A response on record. */
export type RecordedResponse = {
	person: PersonRef;
	option: ResponseOption;
	comment: string | null;
	/** ISO 8601, UTC; `null` if unknown. */
	submitted_at: string | null;
};

/** The state of one step occurrence, as far as {@link decide} needs it. */
export type StepState = {
	/** Whether this occurrence is the instance's current step. */
	current: boolean;
	options: ResponseOption[];
	/** Person ids. */
	assignees: string[];
	responses: RecordedResponse[];
	/** Who ended the step by other means (a manager's override); absent if the responders in `responses` ended it. */
	overridden_by?: PersonRef[] | undefined;
};

/**
 * The server's rule (contract §1): returns the outcome of a submission, given the step it names. A response already on
 * record takes precedence over everything else, also after the step has ended.
 *
 * @param step the step occurrence that the submission names; `null` if the instance never had it
 * @param responder the id of the person who responds
 */
export function decide(
	step: StepState | null,
	responder: string,
	{ response }: Pick<Submission, "response">,
): Outcome {
	if (step === null) return outcomes.invalid([unknownStep]);
	const existing = step.responses.find(({ person }) => person.id === responder);
	if (existing !== undefined) return compare(existing, response);
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
	existing: RecordedResponse,
	submitted: Submission["response"],
): Outcome {
	const differs: ChangedField[] = [];
	if (existing.option.id !== submitted.selected_response_option_id)
		differs.push("response_option");
	if ((existing.comment ?? "") !== (submitted.comment ?? ""))
		differs.push("comment");
	if (differs.length === 0) return outcomes.onRecord("unchanged");
	const { option, comment, submitted_at } = existing;
	return outcomes.conflict({ option, comment, submitted_at }, differs);
}

/** The reason of a refusal to a person who is not assigned to the step. */
export const notAssigned: Reason = {
	code: "NOT_AN_ASSIGNEE",
	message: "Only an assignee of the current step may respond to it.",
};
