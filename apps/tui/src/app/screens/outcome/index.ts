import { defineScreen } from "../../model/define-screen.ts";
import type { Screen } from "../../model/screen.ts";
import { navigate } from "../../ui/answer-keys.ts";
import { maxScroll } from "../../ui/page.ts";
import { plainTheme } from "../../ui/theme.ts";
import {
	allOutcomeKeyBindings,
	type OutcomeKeyAction,
	outcomeKeyBindings,
} from "./keys.ts";
import { newOutcome, type OutcomeState, reduceOutcome } from "./state.ts";
import { type OutcomeScene, outcomeContent, outcomeLines } from "./view.ts";

/** The screen of an outcome. */
export const outcomeScreen: Screen<
	"done",
	"outcome",
	OutcomeState,
	OutcomeScene,
	OutcomeKeyAction
> = defineScreen({
	name: "outcome",
	phase: "done",
	initial: newOutcome,
	allBindings: allOutcomeKeyBindings,
	bindings: ({ outcome: { outcome }, table }) =>
		outcomeKeyBindings(outcome.kind, table !== null),
	update: (scene, action, { columns, rows }) => {
		if (action.kind !== "scrolled")
			return { action: navigate(action, scene.table !== null) };
		const max = maxScroll(outcomeLines(scene, columns, plainTheme), rows);
		return { state: reduceOutcome(scene.outcome, action, max) };
	},
	view: outcomeContent,
});
