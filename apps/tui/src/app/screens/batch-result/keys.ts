import {
	type GlobalAction,
	globalKeyBindingsWithoutBackHint,
	type KeyBinding,
} from "../../ui/keymap.ts";
import { listKeyBindings } from "../../ui/list-keys.ts";
import type { BatchResultAction } from "./state.ts";

/** The actions of this screen's keys. */
export type BatchResultKeyAction =
	| BatchResultAction
	| GlobalAction
	| { kind: "open_entry" }
	| { kind: "send_batch_now" }
	| { kind: "open_inbox" };

const openKey: KeyBinding<BatchResultKeyAction> = {
	keys: ["<enter>", "<right>"],
	action: { kind: "open_entry" },
	keyLabel: "Enter",
	label: "open",
};

const sendKey: KeyBinding<BatchResultKeyAction> = {
	keys: ["s"],
	action: { kind: "send_batch_now" },
	keyLabel: "s",
	label: "send now",
};

const otherKeys: readonly KeyBinding<BatchResultKeyAction>[] = [
	{
		keys: ["i"],
		action: { kind: "open_inbox" },
		keyLabel: "i",
		label: "inbox",
	},
	...listKeyBindings(["<page down>", " "]),
	...globalKeyBindingsWithoutBackHint,
];

/**
 * Keys at the table of a batch. Until it has ended Enter does nothing: it may still be meant for the word.
 *
 * @param state whether answers can be sent sooner, and whether all have ended
 */
export function batchResultKeyBindings({
	isHeld,
	hasEnded,
}: {
	isHeld: boolean;
	hasEnded: boolean;
}): readonly KeyBinding<BatchResultKeyAction>[] {
	return [
		...(isHeld ? [sendKey] : []),
		...(hasEnded ? [openKey] : []),
		...otherKeys,
	];
}
