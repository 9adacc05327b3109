import { openFilterKeyBinding } from "../../ui/filter-keys.ts";
import {
	type GlobalAction,
	globalKeyBindingsWithoutBackHint,
	type KeyBinding,
} from "../../ui/keymap.ts";
import { type LinkAction, linkKeyBindings } from "../../ui/link-keys.ts";
import { listKeyBindings } from "../../ui/list-keys.ts";
import { scrollKeyBindings } from "../../ui/scroll.ts";
import type { InboxScreenAction } from "./state.ts";

/** The actions of this screen's keys. */
export type InboxKeyAction =
	| InboxScreenAction
	| GlobalAction
	| { kind: "open" }
	| { kind: "open_step" }
	| LinkAction
	| { kind: "open_batch_of_all" }
	| { kind: "open_last_batch" }
	| { kind: "choose_option"; key: string }
	| { kind: "reload" }
	| { kind: "choose_projects" };

/** Keys of the pane beside the list. */
const switchPane: KeyBinding<InboxKeyAction> = {
	keys: ["<tab>"],
	action: { kind: "pane_switched" },
	keyLabel: "Tab",
	label: "list or step",
	hidden: true,
};

/** The keys if steps are marked: Enter answers them. */
export function withMarks(
	bindings: readonly KeyBinding<InboxKeyAction>[],
): readonly KeyBinding<InboxKeyAction>[] {
	return bindings.map((binding) =>
		binding.action.kind === "open"
			? { ...binding, name: binding.label, label: "answer them" }
			: binding,
	);
}

/**
 * Keys in the list, or in the pane beside it.
 *
 * @param paneFocused `null` without a pane
 */
export function inboxKeysFor(
	paneFocused: boolean | null,
): readonly KeyBinding<InboxKeyAction>[] {
	switch (paneFocused) {
		case null:
			return inboxKeyBindings;
		case false:
			return [...inboxKeyBindings, switchPane];
		case true:
			return [
				...inboxKeyBindings.filter(
					({ action }) => !movesOrMarks.includes(action.kind),
				),
				...scrollKeyBindings,
				{
					keys: switchPane.keys,
					action: switchPane.action,
					keyLabel: switchPane.keyLabel,
					label: "list",
				},
			];
	}
}

const movesOrMarks: readonly string[] = ["moved", "paged", "marked_step"];

/** Keys in the list. */
export const inboxKeyBindings: readonly KeyBinding<InboxKeyAction>[] = [
	{
		keys: ["<enter>"],
		action: { kind: "open" },
		keyLabel: "Enter",
		label: "open",
	},
	{
		keys: ["<right>", "l"],
		action: { kind: "open_step" },
		keyLabel: "→",
		label: "open the step",
		hidden: true,
	},
	...listKeyBindings(["<page down>"], ["<home>"]),
	{
		keys: ["g"],
		action: { kind: "grouping_changed" },
		keyLabel: "g",
		label: "group by project or tool",
		hidden: true,
	},
	{
		keys: ["o"],
		action: { kind: "order_changed" },
		keyLabel: "o",
		label: "another order",
		hidden: true,
	},
	{
		keys: [" "],
		action: { kind: "marked_step" },
		keyLabel: "Space",
		label: "mark",
	},
	{
		keys: ["V"],
		action: { kind: "range_toggled" },
		keyLabel: "V",
		label: "mark a range",
		hidden: true,
	},
	{
		keys: ["*"],
		action: { kind: "open_batch_of_all" },
		keyLabel: "*",
		label: "answer all that match",
		hidden: true,
	},
	{
		keys: [],
		action: { kind: "choose_option", key: "1" },
		keyLabel: "1 … 9",
		label: "answer, also by an option's letter",
		hidden: true,
	},
	{
		keys: ["b"],
		action: { kind: "open_last_batch" },
		keyLabel: "b",
		label: "last batch",
		hidden: true,
	},
	openFilterKeyBinding,
	{ keys: ["r"], action: { kind: "reload" }, keyLabel: "r", label: "reload" },
	{
		keys: ["p"],
		action: { kind: "choose_projects" },
		keyLabel: "p",
		label: "projects",
		hidden: true,
	},
	...linkKeyBindings,
	...globalKeyBindingsWithoutBackHint,
];
