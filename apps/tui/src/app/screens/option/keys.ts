import type { Press } from "../../ui/key-input.ts";
import {
	type Binding,
	type CommonVerb,
	common,
	verbFor,
} from "../../ui/keymap.ts";
import type { OptionVerb } from "./state.ts";

/** What a key may ask for among the options. */
export type OptionKey = OptionVerb | CommonVerb | { kind: "forward" };

/** Keys among the options. */
export const optionKeys: readonly Binding<OptionKey>[] = [
	{
		on: ["<down>", "j", "<tab>"],
		verb: { kind: "moved", by: 1 },
		label: "↓↑",
		does: "choose",
	},
	{
		on: ["<up>", "k"],
		verb: { kind: "moved", by: -1 },
		label: "↑",
		does: "previous",
		quiet: true,
	},
	{
		on: [],
		verb: { kind: "moved", by: 0 },
		label: "1 … 9",
		does: "choose by number",
		quiet: true,
	},
	{
		on: ["<enter>", "<right>"],
		verb: { kind: "forward" },
		label: "Enter",
		does: "take it",
	},
	...common,
];

/** What a key means there. */
export function optionVerb(press: Press): OptionKey | null {
	return /^[1-9]$/.test(press)
		? { kind: "chose", index: Number(press) - 1 }
		: verbFor(optionKeys, press);
}
