/** Which of the step's options is chosen: none at first, so that no key held down answers by itself. */
export type OptionState = { at: number | null };

/** What can happen to the choice. */
export type OptionVerb =
	| { kind: "moved"; by: number }
	| { kind: "chose"; index: number };

/** Nothing chosen. */
export const nothingChosen: OptionState = { at: null };

/** @param count how many options the step offers */
export function reduceOption(
	state: OptionState,
	verb: OptionVerb,
	count: number,
): OptionState {
	if (count === 0) return state;
	switch (verb.kind) {
		case "moved":
			return {
				at:
					state.at === null
						? verb.by > 0
							? 0
							: count - 1
						: Math.max(0, Math.min(count - 1, state.at + verb.by)),
			};
		case "chose":
			return verb.index < count ? { at: verb.index } : state;
	}
}
