import type { Instance, StepOccurrence } from "../contract/instance.ts";
import type { Submission } from "../contract/submission.ts";
import type { SettlementState, StepFingerprint } from "./state.ts";
import { showsAllBefore } from "./timing.ts";

/** The submission's step if the instance shows it as current, else `null`. */
export function currentStep(
	instance: Pick<Instance, "current_step_occurrence">,
	{ response }: Submission,
): StepOccurrence | null {
	const step = instance.current_step_occurrence;
	return step?.id === response.current_step_occurrence_id ? step : null;
}

/** A copy, because the caller may change its instance. */
export function copyStep(step: StepOccurrence): StepOccurrence {
	return {
		...step,
		available_response_options: step.available_response_options.map((each) => ({
			...each,
		})),
		response_occurrences: step.response_occurrences.map((row) => ({ ...row })),
	};
}

/** The properties of a current step by which it is later found in a history. */
export function fingerprintStep({
	step_uuid,
	started_at,
	available_response_options,
}: StepOccurrence): StepFingerprint {
	return { uuid: step_uuid, started_at, options: available_response_options };
}

/**
 * True if the last read certainly shows a later state than the one that showed another step, or than the refusal: else
 * it may be stale, and an ended step does not reopen.
 */
function isLaterState(state: SettlementState): boolean {
	return [state.moved_to, state.refusal].some(
		(earlier) => earlier !== null && showsAllBefore(state, earlier.at),
	);
}

/** Remembers the step that an instance shows: its fingerprint if it is the submission's, else which one it is. */
export function withShownStep(
	state: SettlementState,
	instance: Instance,
): SettlementState {
	const { submission, command_issued_at: at } = state;
	const step = currentStep(instance, submission);
	if (step !== null)
		return {
			...state,
			step_fingerprint: fingerprintStep(step),
			moved_to: isLaterState(state) ? null : state.moved_to,
		};
	const other = instance.current_step_occurrence;
	return {
		...state,
		moved_to: { step: other && { id: other.id, uuid: other.step_uuid }, at },
	};
}
