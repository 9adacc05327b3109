import type { PreviousStep } from "../../../model/waiting-step.ts";
import { scroll } from "../../ui/scroll.ts";

/** The steps before the current one, as far as they are loaded. */
export type StepHistory =
	| { kind: "not_loaded" }
	| { kind: "loading" }
	| { kind: "failed" }
	| { kind: "loaded"; steps: PreviousStep[] };

/** The step that is shown: the scroll offset and what was loaded in addition to the inbox's row. */
export type StepState = {
	top: number;
	history: StepHistory;
	/** Whether the step is still current, from a read since the inbox was loaded. */
	freshness: "unknown" | "current" | "outdated";
};

export type StepScreenAction =
	| { kind: "scrolled"; by: number }
	| { kind: "history_load_started" }
	| { kind: "history_loaded"; steps: PreviousStep[] | null }
	| { kind: "step_refreshed"; freshness: "current" | "outdated" };

/** A step that was just opened. */
export const newStep: StepState = {
	top: 0,
	history: { kind: "not_loaded" },
	freshness: "unknown",
};

/** @param max the largest scroll offset */
export function reduceStep(
	state: StepState,
	action: StepScreenAction,
	max: number,
): StepState {
	switch (action.kind) {
		case "scrolled":
			return { ...state, top: scroll(state.top, action.by, max) };
		case "history_load_started":
			return { ...state, history: { kind: "loading" } };
		case "history_loaded":
			return {
				...state,
				history:
					action.steps === null
						? { kind: "failed" }
						: { kind: "loaded", steps: action.steps },
			};
		case "step_refreshed":
			return { ...state, freshness: action.freshness };
	}
}
