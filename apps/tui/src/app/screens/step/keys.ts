import type { ShowScreen } from "../../model/app-action.ts";
import {
	type GlobalAction,
	globalKeyBindings,
	type KeyBinding,
} from "../../ui/keymap.ts";
import { type LinkAction, linkKeyBindings } from "../../ui/link-keys.ts";
import { type ScrollAction, scrollKeyBindings } from "../../ui/scroll.ts";

/** The actions of this screen's keys. */
export type StepKeyAction =
	| ScrollAction
	| GlobalAction
	| ShowScreen<"option">
	| LinkAction
	| { kind: "load_history" };

/** Keys at a step. */
export const stepKeyBindings: readonly KeyBinding<StepKeyAction>[] = [
	{
		keys: ["<enter>", "<right>"],
		action: { kind: "show_screen", screen: "option" },
		keyLabel: "Enter",
		label: "answer",
	},
	{
		keys: ["e"],
		action: { kind: "load_history" },
		keyLabel: "e",
		label: "earlier steps",
	},
	...scrollKeyBindings,
	...linkKeyBindings,
	...globalKeyBindings,
];
