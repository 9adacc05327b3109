import type { Press } from "../../ui/key-input.ts";
import {
	type Binding,
	type CommonVerb,
	common,
	verbFor,
} from "../../ui/keymap.ts";
import type { OpeningState, OpeningVerb } from "./state.ts";

/** What a key may ask for before the inbox. */
export type OpeningKey =
	| OpeningVerb
	| CommonVerb
	| { kind: "forward" }
	| { kind: "reload" };

const rest = common.filter(({ verb }) => verb.kind !== "back");

/** Keys in each situation. */
export const openingKeys: Record<
	OpeningState["kind"],
	readonly Binding<OpeningKey>[]
> = {
	reading: rest,
	failed: [
		{ on: ["r"], verb: { kind: "reload" }, label: "r", does: "try again" },
		...rest,
	],
	over: rest,
	choosing: [
		{
			on: ["<enter>", "<right>"],
			verb: { kind: "forward" },
			label: "Enter",
			does: "choose",
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
		...rest,
	],
};

/** What a key means here. */
export function openingVerb(
	state: OpeningState,
	press: Press,
): OpeningKey | null {
	return verbFor(openingKeys[state.kind], press);
}
