import type { ShowScreen } from "../../model/app-action.ts";
import type { SharedOption } from "../../model/shared-options.ts";
import type { Key } from "../../ui/key-input.ts";
import {
	type GlobalAction,
	globalKeyBindings,
	type KeyBinding,
} from "../../ui/keymap.ts";
import { moveKeyBindings } from "../../ui/list-keys.ts";
import { optionIndex } from "../../ui/option-letters.ts";
import { pageKeyBindings } from "../../ui/scroll.ts";
import type { BatchOptionAction } from "./state.ts";

/** The actions of this screen's keys. */
export type BatchOptionKeyAction =
	| BatchOptionAction
	| GlobalAction
	| ShowScreen<"batch_comment">;

/** Keys where the option for all is chosen. */
export const batchOptionKeyBindings: readonly KeyBinding<BatchOptionKeyAction>[] =
	[
		{
			keys: [],
			action: { kind: "selected", index: -1 },
			keyLabel: "1 … 9",
			label: "choose for all",
		},
		{
			keys: ["<enter>", "<right>"],
			action: { kind: "show_screen", screen: "batch_comment" },
			keyLabel: "Enter",
			label: "go on",
		},
		...moveKeyBindings,
		...pageKeyBindings,
		...globalKeyBindings,
	];

/** A digit selects the option with that number, and a letter the option that shows it. */
export function batchOptionKey(
	key: Key,
	options: readonly SharedOption[],
): BatchOptionKeyAction | null {
	const index = optionIndex(key, options);
	return index === null ? null : { kind: "selected", index };
}
