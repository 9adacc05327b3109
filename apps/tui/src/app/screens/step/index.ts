import {
	ignored,
	type KeyResult,
	type ScreenDefinition,
} from "../../model/screen.ts";
import type { Key } from "../../ui/key-input.ts";
import { maxScroll, type Size } from "../../ui/page.ts";
import { plainTheme } from "../../ui/theme.ts";
import { stepActionFor, stepKeyBindings } from "./keys.ts";
import { reduceStep, type StepState } from "./state.ts";
import { type StepScene, stepLines, stepScreenPage } from "./view.ts";

/** The screen of one step. */
export const stepScreen: ScreenDefinition<StepScene, StepState> = {
	view: stepScreenPage,
	onKey,
	bindings: () => stepKeyBindings,
};

function onKey(
	scene: StepScene,
	key: Key,
	{ columns, rows }: Size,
): KeyResult<StepState> {
	const { step } = scene;
	const action = stepActionFor(key);
	if (action === null) return ignored;
	switch (action.kind) {
		case "back":
			return { action: { kind: "open_inbox" } };
		case "show_keys":
		case "quit":
			return { action };
		case "answer":
			return { action: { kind: "show_screen", screen: "option" } };
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
}
