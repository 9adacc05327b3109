import { isPrintable, type Key } from "./key-input.ts";
import {
	ctrlCKeyBinding,
	type GlobalAction,
	type KeyBinding,
} from "./keymap.ts";
import { type ListAction, listKeyBindings } from "./list-keys.ts";

/** Changes the filter of a list. */
export type FilterAction =
	| { kind: "filter_opened" }
	| { kind: "filter_typed"; text: string }
	| { kind: "filter_erased" }
	| { kind: "filter_applied" }
	| { kind: "filter_cleared" };

/** The key that begins a filter. */
export const openFilterKeyBinding: KeyBinding<FilterAction> = {
	keys: ["/"],
	action: { kind: "filter_opened" },
	keyLabel: "/",
	label: "filter",
};

/** Keys while a filter is typed. The list moves by the keys that are not text. */
export const filterKeyBindings: readonly KeyBinding<
	FilterAction | ListAction | GlobalAction
>[] = [
	{
		keys: ["<enter>"],
		action: { kind: "filter_applied" },
		keyLabel: "Enter",
		label: "keep",
	},
	{
		keys: ["<escape>"],
		action: { kind: "filter_cleared" },
		keyLabel: "Esc",
		label: "clear",
	},
	{
		keys: ["<backspace>"],
		action: { kind: "filter_erased" },
		keyLabel: "Backspace",
		label: "erase",
		hidden: true,
	},
	...listKeyBindings().map((binding) => ({
		...binding,
		keys: binding.keys.filter((key) => !isPrintable(key)),
	})),
	ctrlCKeyBinding,
];

/** The action of a key without a binding while a filter is typed. */
export function filterKey(key: Key): FilterAction | null {
	return isPrintable(key) ? filterText(key) : null;
}

/** Text at the end of the filter, in one line. */
export function filterText(text: string): FilterAction {
	return { kind: "filter_typed", text: text.replaceAll("\n", " ") };
}
