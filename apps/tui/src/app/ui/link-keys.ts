import type { KeyBinding } from "./keymap.ts";

/** Uses the link to the item that is shown. */
export type LinkAction = { kind: "copy_link" } | { kind: "open_link" };

/** Keys of the link to an item. */
export const linkKeyBindings: readonly KeyBinding<LinkAction>[] = [
	{
		keys: ["y"],
		action: { kind: "copy_link" },
		keyLabel: "y",
		label: "copy the item's link",
		hidden: true,
	},
	{
		keys: ["O"],
		action: { kind: "open_link" },
		keyLabel: "O",
		label: "open the item",
		hidden: true,
	},
];
