import { isTyped, type Press } from "../../ui/key-input.ts";
import {
	type Binding,
	type CommonVerb,
	common,
	verbFor,
} from "../../ui/keymap.ts";
import type { InboxState, InboxVerb } from "./state.ts";

/** What a key of the inbox may ask for. */
export type InboxKey =
	| InboxVerb
	| CommonVerb
	| { kind: "forward" }
	| { kind: "reload" };

const far = Number.MAX_SAFE_INTEGER / 2;

/** Keys while looking through the list. */
export const inboxKeys: readonly Binding<InboxKey>[] = [
	{
		on: ["<enter>", "<right>"],
		verb: { kind: "forward" },
		label: "Enter",
		does: "open",
	},
	{
		on: ["<down>", "j"],
		verb: { kind: "moved", by: 1 },
		label: "↓",
		does: "next",
		quiet: true,
	},
	{
		on: ["<up>", "k"],
		verb: { kind: "moved", by: -1 },
		label: "↑",
		does: "previous",
		quiet: true,
	},
	{
		on: ["<page down>", " "],
		verb: { kind: "paged", by: 1 },
		label: "PgDn",
		does: "page down",
		quiet: true,
	},
	{
		on: ["<page up>"],
		verb: { kind: "paged", by: -1 },
		label: "PgUp",
		does: "page up",
		quiet: true,
	},
	{
		on: ["<home>", "g"],
		verb: { kind: "moved", by: -far },
		label: "Home",
		does: "first",
		quiet: true,
	},
	{
		on: ["<end>", "G"],
		verb: { kind: "moved", by: far },
		label: "End",
		does: "last",
		quiet: true,
	},
	{ on: ["/"], verb: { kind: "filter_begun" }, label: "/", does: "filter" },
	{ on: ["r"], verb: { kind: "reload" }, label: "r", does: "reload" },
	...common.map((each) =>
		each.verb.kind === "back" ? { ...each, quiet: true as const } : each,
	),
];

/** Keys while typing a filter. */
export const filterKeys: readonly Binding<InboxKey>[] = [
	{
		on: ["<enter>"],
		verb: { kind: "filter_kept" },
		label: "Enter",
		does: "keep",
	},
	{
		on: ["<escape>"],
		verb: { kind: "filter_cleared" },
		label: "Esc",
		does: "clear",
	},
	{
		on: ["<backspace>"],
		verb: { kind: "filter_erased" },
		label: "Backspace",
		does: "erase",
		quiet: true,
	},
	{
		on: ["<down>"],
		verb: { kind: "moved", by: 1 },
		label: "↓",
		does: "next",
		quiet: true,
	},
	{
		on: ["<up>"],
		verb: { kind: "moved", by: -1 },
		label: "↑",
		does: "previous",
		quiet: true,
	},
	{ on: ["<ctrl-c>"], verb: { kind: "leave" }, label: "Ctrl-C", does: "quit" },
];

/** What a key means in the inbox. */
export function inboxVerb(state: InboxState, press: Press): InboxKey | null {
	if (!state.filtering) return verbFor(inboxKeys, press);
	const verb = verbFor(filterKeys, press);
	if (verb !== null) return verb;
	return isTyped(press) ? { kind: "filter_typed", text: press } : null;
}
