import { defineScreen } from "../../model/define-screen.ts";
import type { Screen } from "../../model/screen.ts";
import { type OptionKeyAction, optionKey, optionKeyBindings } from "./keys.ts";
import { noOptionSelected, type OptionState, reduceOption } from "./state.ts";
import { type OptionScene, optionContent } from "./view.ts";

/** The screen to choose a response option. */
export const optionScreen: Screen<
	"choosing",
	"option",
	OptionState,
	OptionScene,
	OptionKeyAction
> = defineScreen({
	name: "option",
	phase: "choosing",
	initial: () => noOptionSelected,
	allBindings: optionKeyBindings,
	bindings: () => optionKeyBindings,
	unboundKey: ({ waitingStep: { step } }, key) =>
		optionKey(key, step.available_response_options),
	update: ({ option, waitingStep: { step } }, action) => {
		switch (action.kind) {
			case "back":
				return { action: { kind: "show_screen", screen: "step" } };
			default: {
				const options = step.available_response_options;
				return { state: reduceOption(option, action, options) };
			}
		}
	},
	view: optionContent,
});
