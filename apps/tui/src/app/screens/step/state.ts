import type { Earlier } from "../../../model/waiting-step.ts";
import { scroll } from "../../ui/scroll.ts";

/** What is known of the steps before. */
export type Past =
	| { kind: "unasked" }
	| { kind: "reading" }
	| { kind: "unread" }
	| { kind: "read"; steps: Earlier[] };

/** The step being looked at: how far down, and what is known of the steps before. */
export type StepState = {
	top: number;
	past: Past;
	/** Read again since the inbox was: still as shown, or no longer current. */
	fresh: "unknown" | "as_shown" | "moved_on";
};

/** What can happen to it. */
export type StepVerb =
	| { kind: "scrolled"; by: number }
	| { kind: "past_asked" }
	| { kind: "past_read"; steps: Earlier[] | null }
	| { kind: "checked"; fresh: "as_shown" | "moved_on" };

/** As the step opens. */
export const newStep: StepState = {
	top: 0,
	past: { kind: "unasked" },
	fresh: "unknown",
};

/** @param furthest as far down as there is something to see */
export function reduceStep(
	state: StepState,
	verb: StepVerb,
	furthest: number,
): StepState {
	switch (verb.kind) {
		case "scrolled":
			return { ...state, top: scroll(state.top, verb.by, furthest) };
		case "past_asked":
			return { ...state, past: { kind: "reading" } };
		case "past_read":
			return {
				...state,
				past:
					verb.steps === null
						? { kind: "unread" }
						: { kind: "read", steps: verb.steps },
			};
		case "checked":
			return { ...state, fresh: verb.fresh };
	}
}
