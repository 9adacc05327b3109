import type { ShowScreen } from "../../model/app-action.ts";
import {
	type GlobalAction,
	globalKeyBindings,
	type KeyBinding,
} from "../../ui/keymap.ts";
import { type ScrollAction, scrollKeyBindings } from "../../ui/scroll.ts";

/** The actions of this screen's keys. */
export type ReviewKeyAction =
	| ScrollAction
	| GlobalAction
	| { kind: "submit" }
	| ShowScreen<"comment">;

/** Keys before sending. Enter does nothing: it would be too easy to press once more than meant. */
export const reviewKeyBindings: readonly KeyBinding<ReviewKeyAction>[] = [
	{
		keys: ["s"],
		action: { kind: "submit" },
		keyLabel: "s",
		label: "send",
	},
	...scrollKeyBindings,
	...globalKeyBindings.map((binding) =>
		binding.action.kind === "back" ? { ...binding, label: "change" } : binding,
	),
];
