import type { History } from "../contract/history.ts";
import type {
	Assignee,
	Instance,
	StepOccurrence,
} from "../contract/instance.ts";
import type { Me } from "../contract/me.ts";
import type { Submission } from "../contract/submission.ts";
import {
	type Outcome,
	type OutcomeKind,
	outcomes,
} from "../outcome/outcome.ts";
import {
	decide,
	type RecordedResponse,
	type StepState,
} from "../server/decide.ts";
import { currentStep, fingerprintStep } from "./current-step.ts";
import { decidedBy, findHistoryStep, mapLabel } from "./history-step.ts";
import { isSamePerson } from "./is-same-person.ts";

/** A predicted outcome: its fields, with `would` instead of `kind`, so that it is never mistaken for an outcome. */
export type Preview = Outcome extends infer O
	? O extends Outcome
		? Omit<O, "kind"> & { would: O["kind"] }
		: never
	: never;

/**
 * Predicts the outcome of a submission from reads, by the server's own rule ({@link decide}). Reads may be stale and
 * other people may respond meanwhile, so a preview is no guarantee.
 *
 * @param history required only if the submission's step is not the current one
 */
export function previewOutcome(
	submission: Submission,
	me: Me,
	instance: Instance,
	history: History | null,
): Preview {
	const current = currentStep(instance, submission);
	if (current !== null)
		return toPreview(decide(currentStepState(current, me), me.id, submission));
	const endedStep =
		history === null ? null : historyStepState(history, submission, me);
	if (
		endedStep === null &&
		(history === null || !historyUsesStepIds(history, instance))
	)
		return toPreview(outcomes.superseded([]));
	return toPreview(decide(endedStep, me.id, submission));
}

function toPreview({ kind, ...fields }: Outcome): Preview {
	return { would: kind satisfies OutcomeKind, ...fields } as Preview;
}

function currentStepState(step: StepOccurrence, me: Me): StepState {
	const responses = step.response_occurrences.flatMap(
		({ selected_response_option, comment, submitted_at, assignee }) =>
			selected_response_option === null
				? []
				: [
						{
							person: toPersonRef(assignee, me),
							option: selected_response_option,
							comment,
							submitted_at,
						},
					],
	);
	const assignees = step.response_occurrences.map(
		({ assignee }) => toPersonRef(assignee, me).id,
	);
	return {
		current: true,
		options: step.available_response_options,
		assignees,
		responses,
	};
}

function historyStepState(
	history: History,
	submission: Submission,
	me: Me,
): StepState | null {
	const step = findHistoryStep(history, submission, null);
	if (step === null) return null;
	const responses = step.responses.flatMap((row): RecordedResponse[] =>
		mapLabel(row, step.available_response_options).map((recorded) => ({
			person: toPersonRef(row, me),
			option: { ...recorded.option, id: recorded.option.id ?? "" },
			comment: recorded.comment,
			submitted_at: recorded.submitted_at,
		})),
	);
	return {
		current: false,
		options: [],
		assignees: [],
		responses,
		overridden_by: decidedBy(step),
	};
}

/** Only a history that lists the current step by id can prove that the instance never had another step. */
function historyUsesStepIds(
	history: History,
	{ current_step_occurrence }: Instance,
): boolean {
	if (current_step_occurrence === null) return false;
	const response = {
		current_step_occurrence_id: current_step_occurrence.id,
		selected_response_option_id: "",
	};
	return (
		findHistoryStep(
			history,
			{ company_id: "", id: "", response },
			fingerprintStep(current_step_occurrence),
		) !== null
	);
}

/** The rule distinguishes only this person from others. */
function toPersonRef(person: Assignee, me: Me): RecordedResponse["person"] {
	return isSamePerson(person, me)
		? { id: me.id, name: "" }
		: { id: "", name: "" };
}
