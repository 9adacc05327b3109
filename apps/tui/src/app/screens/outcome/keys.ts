import { type OutcomeKind, outcomeTraits } from "@signoff/core";
import {
	type GlobalAction,
	globalKeyBindingsWithoutBackHint,
	type KeyBinding,
} from "../../ui/keymap.ts";
import { type ScrollAction, scrollKeyBindings } from "../../ui/scroll.ts";

/** The actions of this screen's keys. */
export type OutcomeKeyAction =
	| ScrollAction
	| GlobalAction
	| { kind: "open_inbox" }
	| { kind: "open_next_step" }
	| { kind: "send_now" };

const keys: readonly KeyBinding<OutcomeKeyAction>[] = [
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
	...globalKeyBindingsWithoutBackHint,
];

const keysWithSend: readonly KeyBinding<OutcomeKeyAction>[] = [
	{
		keys: ["s"],
		action: { kind: "send_now" },
		keyLabel: "s",
		label: "send again",
	},
	...keys,
];

/** Keys for an outcome of a kind. */
export function outcomeKeyBindings(
	kind: OutcomeKind,
): readonly KeyBinding<OutcomeKeyAction>[] {
	return outcomeTraits[kind].retryable ? keysWithSend : keys;
}
