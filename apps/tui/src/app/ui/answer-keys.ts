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
	/** Back to the table of the batch that the answer was opened from. */
	| { kind: "open_table" }
	| { kind: "open_next_step" }
	| { kind: "send_now" };

const toInbox: KeyBinding<AnswerKeyAction> = {
	keys: ["<enter>"],
	action: { kind: "open_inbox" },
	keyLabel: "Enter",
	label: "inbox",
};

const fromTable: readonly KeyBinding<AnswerKeyAction>[] = [
	{
		keys: ["<enter>"],
		action: { kind: "open_table" },
		keyLabel: "Enter",
		label: "table of the batch",
	},
	{ ...toInbox, keys: ["i"], keyLabel: "i" },
];

const otherKeys: readonly KeyBinding<AnswerKeyAction>[] = [
	{
		keys: ["n"],
		action: { kind: "open_next_step" },
		keyLabel: "n",
		label: "next step",
	},
	...scrollKeyBindings,
	...globalKeyBindingsWithoutBackHint,
];

/**
 * Keys of an answer that was decided.
 *
 * @param sendLabel what sending it now means; `null` if it cannot be sent
 * @param hasTable whether it was opened from the table of a batch
 */
export function answerKeyBindings(
	sendLabel: string | null,
	hasTable: boolean,
): readonly KeyBinding<AnswerKeyAction>[] {
	return [
		...(sendLabel === null ? [] : [sendKey(sendLabel)]),
		...(hasTable ? fromTable : [toInbox]),
		...otherKeys,
	];
}

type NavigationAction = Exclude<
	AnswerKeyAction,
	ScrollAction | { kind: "show_keys" | "quit" }
>;

/**
 * What the app does for a key that does not scroll. Back leads to the page that the answer was opened from.
 *
 * @param hasTable whether that is the table of a batch
 */
export function navigate(
	action: NavigationAction,
	hasTable: boolean,
): Exclude<NavigationAction, { kind: "back" }> {
	if (action.kind !== "back") return action;
	return { kind: hasTable ? "open_table" : "open_inbox" };
}

/** Every key of a screen of an answer. */
export function allAnswerKeyBindings(
	sendLabel: string,
): readonly KeyBinding<AnswerKeyAction>[] {
	return [sendKey(sendLabel), ...fromTable, toInbox, ...otherKeys];
}

function sendKey(label: string): KeyBinding<AnswerKeyAction> {
	return { keys: ["s"], action: { kind: "send_now" }, keyLabel: "s", label };
}
