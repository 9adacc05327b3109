import {
	ignored,
	type KeyResult,
	type ScreenDefinition,
} from "../../model/screen.ts";
import type { Key } from "../../ui/key-input.ts";
import { optionActionFor, optionKeyBindings } from "./keys.ts";
import { type OptionState, reduceOption, selectedOption } from "./state.ts";
import { type OptionScene, optionScreenPage } from "./view.ts";

/** The screen to choose a response option. */
export const optionScreen: ScreenDefinition<OptionScene, OptionState> = {
	view: optionScreenPage,
	onKey,
	bindings: () => optionKeyBindings,
};

function onKey(
	{ option, waitingStep: { step } }: OptionScene,
	key: Key,
): KeyResult<OptionState> {
	const action = optionActionFor(key);
	if (action === null) return ignored;
	switch (action.kind) {
		case "back":
			return { action: { kind: "show_screen", screen: "step" } };
		case "show_keys":
		case "quit":
			return { action };
		case "confirm":
			return selectedOption(option, step) === null
				? ignored
				: { action: { kind: "show_screen", screen: "comment" } };
		default: {
			const count = step.available_response_options.length;
			return { state: reduceOption(option, action, count) };
		}
	}
}
