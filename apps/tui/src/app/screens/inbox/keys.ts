import { openFilterKeyBinding } from "../../ui/filter-keys.ts";
import {
	type GlobalAction,
	globalKeyBindingsWithoutBackHint,
	type KeyBinding,
} from "../../ui/keymap.ts";
import { listKeyBindings } from "../../ui/list-keys.ts";
import type { InboxScreenAction } from "./state.ts";

/** The actions of this screen's keys. */
export type InboxKeyAction =
	| InboxScreenAction
	| GlobalAction
	| { kind: "open" }
	| { kind: "reload" }
	| { kind: "choose_projects" };

/** Keys in the list. */
export const inboxKeyBindings: readonly KeyBinding<InboxKeyAction>[] = [
	{
		keys: ["<enter>", "<right>"],
		action: { kind: "open" },
		keyLabel: "Enter",
		label: "open",
	},
	...listKeyBindings(["<page down>", " "]),
	openFilterKeyBinding,
	{ keys: ["r"], action: { kind: "reload" }, keyLabel: "r", label: "reload" },
	{
		keys: ["p"],
		action: { kind: "choose_projects" },
		keyLabel: "p",
		label: "projects",
		hidden: true,
	},
	...globalKeyBindingsWithoutBackHint,
];
