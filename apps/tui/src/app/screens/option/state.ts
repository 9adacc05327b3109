import type { ResponseOption, StepOccurrence } from "@signoff/core";

/** The index of the selected option. None is selected at first, so a key held down never submits a response. */
export type OptionState = { selected: number | null };

export type OptionScreenAction =
	| { kind: "moved"; by: number }
	| { kind: "selected"; index: number };

/** No option is selected. */
export const noOptionSelected: OptionState = { selected: null };

/** @param count the number of options that the step offers */
export function reduceOption(
	state: OptionState,
	action: OptionScreenAction,
	count: number,
): OptionState {
	if (count === 0) return state;
	switch (action.kind) {
		case "moved": {
			const { selected } = state;
			if (selected === null) return { selected: action.by > 0 ? 0 : count - 1 };
			const moved = selected + action.by;
			return { selected: Math.max(0, Math.min(count - 1, moved)) };
		}
		case "selected":
			return action.index < count ? { selected: action.index } : state;
	}
}

/** The selected option of a step, or `null`. */
export function selectedOption(
	{ selected }: OptionState,
	step: StepOccurrence,
): ResponseOption | null {
	return selected === null
		? null
		: (step.available_response_options[selected] ?? null);
}

/** The selection after the step was read again: the same option at its new index, or none if it is gone. */
export function reselectOption(
	state: OptionState,
	before: StepOccurrence,
	after: StepOccurrence,
): OptionState {
	const id = selectedOption(state, before)?.id;
	const index = after.available_response_options.findIndex(
		(option) => option.id === id,
	);
	return { selected: index === -1 ? null : index };
}
