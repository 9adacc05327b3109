import type { Instance, StepOccurrence } from "../contract/instance.ts";
import type { Submission } from "../contract/submission.ts";
import type { StepFingerprint } from "./state.ts";

/** The submission's step if the instance shows it as current, else `null`. */
export function currentStep(
	instance: Instance,
	{ response }: Submission,
): StepOccurrence | null {
	const step = instance.current_step_occurrence;
	return step?.id === response.current_step_occurrence_id ? step : null;
}

/** The properties of a current step by which it is later found in a history. */
export function fingerprintStep({
	step_uuid,
	started_at,
	available_response_options,
}: StepOccurrence): StepFingerprint {
	// A copy, because the caller may change its instance.
	const options = available_response_options.map((each) => ({ ...each }));
	return { uuid: step_uuid, started_at, options };
}
