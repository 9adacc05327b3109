import type { Instance } from "@signoff/core";
import { waitingStepId } from "../model/waiting-step.ts";
import { draftOf } from "./flow.ts";
import { noOptionSelected, reselectOption } from "./screens/option/state.ts";
import { reduceStep } from "./screens/step/state.ts";
import type { AppState } from "./state.ts";

/**
 * Updates the open step from a fresh read of its instance. A submission is not changed. If the selected
 * option is gone, the list of options is shown.
 *
 * @param id the step that was read again; ignored if another one is open
 */
export function refreshStep(
	state: AppState,
	id: string,
	instance: Instance,
): AppState {
	const draft = draftOf(state.flow);
	if (draft === null) return state;
	const { waitingStep, option } = draft;
	if (waitingStepId(waitingStep) !== id) return state;
	const current = instance.current_step_occurrence;
	const isCurrent = current !== null && current.id === waitingStep.step.id;
	const step = isCurrent ? current : waitingStep.step;
	const freshness = isCurrent ? "current" : "outdated";
	const refreshed = {
		waitingStep: { ...waitingStep, instance, step },
		step: reduceStep(draft.step, { kind: "step_refreshed", freshness }, 0),
	};
	const selected = reselectOption(option, step);
	if (selected !== null)
		return { ...state, flow: { ...draft, ...refreshed, option: { selected } } };
	const optionIsGone = draft.kind === "answering" || option.selected !== null;
	return {
		...state,
		flow: {
			...draft,
			...refreshed,
			kind: "choosing",
			screen: optionIsGone ? "option" : draft.screen,
			option: noOptionSelected,
		},
	};
}
