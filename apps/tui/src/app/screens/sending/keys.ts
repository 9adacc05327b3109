import {
	type GlobalAction,
	globalKeyBindings,
	type KeyBinding,
} from "../../ui/keymap.ts";
import { type ScrollAction, scrollKeyBindings } from "../../ui/scroll.ts";

/** The actions of this screen's keys. */
export type SendingKeyAction =
	| ScrollAction
	| GlobalAction
	| { kind: "open_inbox" }
	| { kind: "open_next_step" }
	| { kind: "send_now" };

const keys: readonly KeyBinding<SendingKeyAction>[] = [
	{
		keys: ["<enter>"],
		action: { kind: "open_inbox" },
		keyLabel: "Enter",
		label: "inbox",
	},
	{
		keys: ["n"],
		action: { kind: "open_next_step" },
		keyLabel: "n",
		label: "next step",
	},
	...scrollKeyBindings,
	...globalKeyBindings.map((binding) =>
		binding.action.kind === "back"
			? { ...binding, hidden: true as const }
			: binding,
	),
];

const keysWithSend: readonly KeyBinding<SendingKeyAction>[] = [
	{
		keys: ["s"],
		action: { kind: "send_now" },
		keyLabel: "s",
		label: "send now",
	},
	...keys,
];

/** Keys while an answer is in the outbox. Going back does not stop it. @param waits whether it can be sent sooner */
export function sendingKeyBindings(
	waits: boolean,
): readonly KeyBinding<SendingKeyAction>[] {
	return waits ? keysWithSend : keys;
}
