import { defineScreen } from "../../model/define-screen.ts";
import type { Screen } from "../../model/screen.ts";
import { maxScroll } from "../../ui/page.ts";
import { plainTheme } from "../../ui/theme.ts";
import { type StepKeyAction, stepKeyBindings } from "./keys.ts";
import { newStep, reduceStep, type StepState } from "./state.ts";
import { type StepScene, stepContent, stepLines } from "./view.ts";

/** The screen of one step. */
export const stepScreen: Screen<
	"choosing",
	"step",
	StepState,
	StepScene,
	StepKeyAction
> = defineScreen({
	name: "step",
	phase: "choosing",
	initial: () => newStep,
	allBindings: stepKeyBindings,
	bindings: () => stepKeyBindings,
	update: (scene, action, { columns, rows }) => {
		const { step } = scene;
		switch (action.kind) {
			case "back":
				return { action: { kind: "open_inbox" } };
			case "copy_link":
			case "open_link":
				return { action };
			case "load_history":
				return {
					state: reduceStep(step, { kind: "history_load_started" }, 0),
					action,
				};
			case "scrolled": {
				const max = maxScroll(stepLines(scene, columns, plainTheme), rows);
				return { state: reduceStep(step, action, max) };
			}
		}
	},
	view: stepContent,
});
