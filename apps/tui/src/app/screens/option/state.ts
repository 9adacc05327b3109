import type { ResponseOption, StepOccurrence } from "@signoff/core";

/** The selected option. None is selected at first, so a key held down never submits a response. */
export type OptionState = { selected: ResponseOption | null };

export type OptionScreenAction =
	| { kind: "moved"; by: number }
	| { kind: "selected"; index: number };

/** No option is selected. */
export const noOptionSelected: OptionState = { selected: null };

/** @param options the options that the step offers */
export function reduceOption(
	state: OptionState,
	action: OptionScreenAction,
	options: readonly ResponseOption[],
): OptionState {
	const last = options.length - 1;
	const select = (index: number): OptionState => {
		const selected = options[index];
		return selected === undefined ? state : { selected };
	};
	switch (action.kind) {
		case "moved": {
			const index = selectedIndex(state, options);
			if (index === null) return select(action.by > 0 ? 0 : last);
			return select(Math.max(0, Math.min(last, index + action.by)));
		}
		case "selected":
			return select(action.index);
	}
}

/** The index of the selected option among those of its step; `null` if none is selected. */
export function selectedIndex(
	{ selected }: OptionState,
	options: readonly ResponseOption[],
): number | null {
	const index = selected === null ? -1 : options.indexOf(selected);
	return index === -1 ? null : index;
}

/** The selected option as the step offers it now; `null` if it is gone. */
export function reselectOption(
	{ selected }: OptionState,
	{ available_response_options }: StepOccurrence,
): ResponseOption | null {
	return (
		available_response_options.find(({ id }) => id === selected?.id) ?? null
	);
}
