import type { History } from "../contract/history.ts";
import type { Instance, ResponseOption } from "../contract/instance.ts";
import { findHistoryStep } from "./history-step.ts";

/**
 * The options of a step, in which an option's id or name is looked up: those that it offers while it is current, else the
 * history's own list for it. `[]` if neither read shows them.
 *
 * @param history required only if the step is not the current one
 * @param stepId the id of the step occurrence
 */
export function stepOptions(
	instance: Instance,
	history: History | null,
	stepId: string,
): ResponseOption[] {
	const current = instance.current_step_occurrence;
	if (current?.id === stepId) return current.available_response_options;
	if (history === null) return [];
	const step = findHistoryStep(history, stepId, null);
	return step?.available_response_options ?? [];
}
