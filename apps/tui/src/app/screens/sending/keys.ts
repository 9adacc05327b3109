import type { Key } from "../../ui/key-input.ts";
import {
	actionFor,
	type Binding,
	type GlobalAction,
	globalKeyBindings,
} from "../../ui/keymap.ts";
import { type ScrollAction, scrollKeyBindings } from "../../ui/scroll.ts";

type GlobalActionWithoutBack = Exclude<GlobalAction, { kind: "back" }>;

/** The actions of this screen's keys. */
export type SendingKeyAction = ScrollAction | GlobalActionWithoutBack;

/** Keys during a submission. There is no way back; Esc quits, after a confirmation. */
export const sendingKeyBindings: readonly Binding<SendingKeyAction>[] = [
	...scrollKeyBindings,
	...globalKeyBindings.flatMap(
		({ action, ...binding }): Binding<SendingKeyAction>[] =>
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

/** The action of a key. */
export function sendingActionFor(key: Key): SendingKeyAction | null {
	return actionFor(sendingKeyBindings, key);
}
