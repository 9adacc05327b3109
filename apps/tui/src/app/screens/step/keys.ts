import {
	type GlobalAction,
	globalKeyBindings,
	type KeyBinding,
} from "../../ui/keymap.ts";
import { type ScrollAction, scrollKeyBindings } from "../../ui/scroll.ts";

/** The actions of this screen's keys. */
export type StepKeyAction =
	| ScrollAction
	| GlobalAction
	| { kind: "answer" }
	| { kind: "load_history" };

/** Keys at a step. */
export const stepKeyBindings: readonly KeyBinding<StepKeyAction>[] = [
	{
		keys: ["<enter>", "<right>"],
		action: { kind: "answer" },
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
	...globalKeyBindings,
];
