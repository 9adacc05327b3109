import {
	type GlobalAction,
	globalKeyBindingsWithoutBackHint,
	type KeyBinding,
} from "./keymap.ts";
import { type ScrollAction, scrollKeyBindings } from "./scroll.ts";

/** The actions of the keys of an answer that was decided: while it is in the outbox, and after its outcome. */
export type AnswerKeyAction =
	| ScrollAction
	| GlobalAction
	| { kind: "open_inbox" }
	| { kind: "open_next_step" }
	| { kind: "send_now" };

/** Keys of an answer that was decided. */
export const answerKeyBindings: readonly KeyBinding<AnswerKeyAction>[] = [
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

/** The same keys, and one that sends the answer. @param label what sending it means */
export function withSendKey(
	label: string,
): readonly KeyBinding<AnswerKeyAction>[] {
	return [
		{ keys: ["s"], action: { kind: "send_now" }, keyLabel: "s", label },
		...answerKeyBindings,
	];
}
