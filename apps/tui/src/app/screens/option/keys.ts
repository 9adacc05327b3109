import type { ResponseOption } from "@signoff/core";
import type { ShowScreen } from "../../model/app-action.ts";
import type { Key } from "../../ui/key-input.ts";
import {
	type GlobalAction,
	globalKeyBindings,
	type KeyBinding,
} from "../../ui/keymap.ts";
import { optionIndex } from "../../ui/option-letters.ts";
import type { OptionScreenAction } from "./state.ts";

/** The actions of this screen's keys. */
export type OptionKeyAction =
	| OptionScreenAction
	| GlobalAction
	| ShowScreen<"step" | "comment">;

/** Keys in the list of options. */
export const optionKeyBindings: readonly KeyBinding<OptionKeyAction>[] = [
	{
		keys: ["<down>", "j", "<tab>"],
		action: { kind: "moved", by: 1 },
		keyLabel: "↓↑",
		label: "choose",
	},
	{
		keys: ["<up>", "k"],
		action: { kind: "moved", by: -1 },
		keyLabel: "↑",
		label: "previous",
		hidden: true,
	},
	{
		keys: [],
		action: { kind: "moved", by: 0 },
		keyLabel: "1 … 9",
		label: "choose by number, or by the letter in brackets",
		hidden: true,
	},
	{
		keys: ["<enter>", "<right>"],
		action: { kind: "show_screen", screen: "comment" },
		keyLabel: "Enter",
		label: "take it",
	},
	...globalKeyBindings,
];

/** A digit selects the option with that number, and a letter the option that shows it. */
export function optionKey(
	key: Key,
	options: readonly ResponseOption[],
): OptionKeyAction | null {
	const index = optionIndex(key, options);
	return index === null ? null : { kind: "selected", index };
}
