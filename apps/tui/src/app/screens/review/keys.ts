import type { Key } from "../../ui/key-input.ts";
import {
	actionFor,
	type GlobalAction,
	globalKeyBindings,
	type KeyBinding,
} from "../../ui/keymap.ts";
import { type ScrollAction, scrollKeyBindings } from "../../ui/scroll.ts";

/** The actions of this screen's keys. */
export type ReviewKeyAction = ScrollAction | GlobalAction | { kind: "submit" };

/** Keys before sending. */
export const reviewKeyBindings: readonly KeyBinding<ReviewKeyAction>[] = [
	{
		keys: ["<enter>"],
		action: { kind: "submit" },
		keyLabel: "Enter",
		label: "send",
	},
	...scrollKeyBindings,
	...globalKeyBindings.map((binding) =>
		binding.action.kind === "back" ? { ...binding, label: "change" } : binding,
	),
];

/** The action of a key. */
export function reviewActionFor(key: Key): ReviewKeyAction | null {
	return actionFor(reviewKeyBindings, key);
}
