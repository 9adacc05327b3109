import { isPrintable, type Key } from "../../ui/key-input.ts";
import {
	type GlobalAction,
	globalKeyBindingsWithoutBackHint,
	type KeyBinding,
} from "../../ui/keymap.ts";
import type { InboxScreenAction } from "./state.ts";

/** The actions of this screen's keys. */
export type InboxKeyAction =
	| InboxScreenAction
	| GlobalAction
	| { kind: "open" }
	| { kind: "reload" }
	| { kind: "choose_projects" };

/** More rows than any list has. */
const toTheEnd = Number.MAX_SAFE_INTEGER / 2;

/** Keys in the list. */
export const inboxKeyBindings: readonly KeyBinding<InboxKeyAction>[] = [
	{
		keys: ["<enter>", "<right>"],
		action: { kind: "open" },
		keyLabel: "Enter",
		label: "open",
	},
	{
		keys: ["<down>", "j"],
		action: { kind: "moved", by: 1 },
		keyLabel: "↓",
		label: "next",
		hidden: true,
	},
	{
		keys: ["<up>", "k"],
		action: { kind: "moved", by: -1 },
		keyLabel: "↑",
		label: "previous",
		hidden: true,
	},
	{
		keys: ["<page down>", " "],
		action: { kind: "paged", by: 1 },
		keyLabel: "PgDn",
		label: "page down",
		hidden: true,
	},
	{
		keys: ["<page up>"],
		action: { kind: "paged", by: -1 },
		keyLabel: "PgUp",
		label: "page up",
		hidden: true,
	},
	{
		keys: ["<home>", "g"],
		action: { kind: "moved", by: -toTheEnd },
		keyLabel: "Home",
		label: "first",
		hidden: true,
	},
	{
		keys: ["<end>", "G"],
		action: { kind: "moved", by: toTheEnd },
		keyLabel: "End",
		label: "last",
		hidden: true,
	},
	{
		keys: ["/"],
		action: { kind: "filter_opened" },
		keyLabel: "/",
		label: "filter",
	},
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

/** Keys while the filter is typed. */
export const filterKeyBindings: readonly KeyBinding<InboxKeyAction>[] = [
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
	{
		keys: ["<down>"],
		action: { kind: "moved", by: 1 },
		keyLabel: "↓",
		label: "next",
		hidden: true,
	},
	{
		keys: ["<up>"],
		action: { kind: "moved", by: -1 },
		keyLabel: "↑",
		label: "previous",
		hidden: true,
	},
	{
		keys: ["<ctrl-c>"],
		action: { kind: "quit" },
		keyLabel: "Ctrl-C",
		label: "quit",
	},
];

/** The action of a key without a binding while the filter is typed. */
export function filterKey(key: Key): InboxKeyAction | null {
	return isPrintable(key) ? filterText(key) : null;
}

/** Text at the end of the filter. */
export function filterText(text: string): InboxKeyAction {
	return { kind: "filter_typed", text };
}
