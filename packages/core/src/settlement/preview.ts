import type { Me } from "../contract/directory.ts";
import type { History } from "../contract/history.ts";
import type {
	Assignee,
	Instance,
	StepOccurrence,
} from "../contract/instance.ts";
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
import {
	currentStep,
	decidedBy,
	findHistoryStep,
	fingerprintOf,
	isSamePerson,
	mapLabel,
} from "./evidence.ts";

/** What a submission would come to: the fields of that outcome, under `would` instead of `kind`. Never an outcome. */
export type Preview = Outcome extends infer O
	? O extends Outcome
		? Omit<O, "kind"> & { would: O["kind"] }
		: never
	: never;

/**
 * Says from reads alone what a submission would come to, by the server's own rule ({@link decide}).
 * Reads may be stale, and others may answer meanwhile: a preview promises nothing.
 *
 * @param history needed only where the submission names a step that is not the current one
 */
export function previewOutcome(
	submission: Submission,
	me: Me,
	instance: Instance,
	history: History | null,
): Preview {
	const current = currentStep(instance, submission);
	if (current !== null)
		return toPreview(decide(currentState(current, me), me.id, submission));
	const past = history === null ? null : historyState(history, submission, me);
	if (
		past === null &&
		(history === null || !historyUsesStepIds(history, instance))
	)
		return toPreview(outcomes.superseded([]));
	return toPreview(decide(past, me.id, submission));
}

function toPreview({ kind, ...fields }: Outcome): Preview {
	return { would: kind satisfies OutcomeKind, ...fields } as Preview;
}

function currentState(step: StepOccurrence, me: Me): StepState {
	const responses = step.response_occurrences.flatMap(
		({ selected_response_option, comment, submitted_at, assignee }) =>
			selected_response_option === null
				? []
				: [
						{
							person: person(assignee, me),
							option: selected_response_option,
							comment,
							submitted_at,
						},
					],
	);
	const assignees = step.response_occurrences.map(
		({ assignee }) => person(assignee, me).id,
	);
	return {
		current: true,
		options: step.available_response_options,
		assignees,
		responses,
	};
}

function historyState(
	history: History,
	submission: Submission,
	me: Me,
): StepState | null {
	const step = findHistoryStep(history, submission, null);
	if (step === null) return null;
	const responses = step.responses.flatMap((row): RecordedResponse[] =>
		mapLabel(row, step.available_response_options).map((answer) => ({
			person: person(row, me),
			option: { ...answer.option, id: answer.option.id ?? "" },
			comment: answer.comment,
			submitted_at: answer.submitted_at,
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

/** Only a history that knows the current step by its id can say that the instance never had another. */
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
			fingerprintOf(current_step_occurrence),
		) !== null
	);
}

/** Only our own answers count for the rule: everybody else is somebody else. */
function person(who: Assignee, me: Me): RecordedResponse["person"] {
	return isSamePerson(who, me) ? { id: me.id, name: "" } : { id: "", name: "" };
}
