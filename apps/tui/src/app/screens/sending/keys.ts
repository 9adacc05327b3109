import {
	type GlobalAction,
	globalKeyBindings,
	type KeyBinding,
} from "../../ui/keymap.ts";
import { type ScrollAction, scrollKeyBindings } from "../../ui/scroll.ts";

type GlobalActionWithoutBack = Exclude<GlobalAction, { kind: "back" }>;

/** The actions of this screen's keys. */
export type SendingKeyAction = ScrollAction | GlobalActionWithoutBack;

/** Keys during a submission. There is no way back; Esc quits, after a confirmation. */
export const sendingKeyBindings: readonly KeyBinding<SendingKeyAction>[] = [
	...scrollKeyBindings,
	...globalKeyBindings.flatMap(
		({ action, ...binding }): KeyBinding<SendingKeyAction>[] =>
			action.kind === "back" ? [] : [{ ...binding, action }],
	),
	{
		keys: ["<escape>"],
		action: { kind: "quit" },
		keyLabel: "Esc",
		label: "quit",
		hidden: true,
	},
];
