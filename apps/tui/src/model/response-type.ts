import type { Instance, Submission } from "@signoff/core";

/**
 * The type of the option that a submission selects, such as `approve`.
 *
 * @returns `null` if the instance does not show it, as for a step that is not current
 */
export function responseTypeOf(
	{ response }: Submission,
	instance: Instance | undefined,
): string | null {
	const step = instance?.current_step_occurrence;
	if (step?.id !== response.current_step_occurrence_id) return null;
	const option = step.available_response_options.find(
		({ id }) => id === response.selected_response_option_id,
	);
	return option?.response_type ?? null;
}
