import type { Press } from "../../ui/key-input.ts";
import {
	type Binding,
	type CommonVerb,
	common,
	verbFor,
} from "../../ui/keymap.ts";
import { scrollKeys } from "../../ui/scroll.ts";
import type { SentVerb } from "./state.ts";

/** What a key may ask for while a submission is under way. */
export type SentKey = SentVerb | CommonVerb;

/** Keys while a submission is under way: there is no way back, only a way out that asks first. */
export const sentKeys: readonly Binding<SentKey>[] = [
	...scrollKeys(8),
	...common.flatMap((each): Binding<SentKey>[] =>
		each.verb.kind === "back" ? [] : [each],
	),
	{
		on: ["<escape>"],
		verb: { kind: "leave" },
		label: "Esc",
		does: "quit",
		quiet: true,
	},
];

/** What a key means there. */
export function sentVerb(press: Press): SentKey | null {
	return verbFor(sentKeys, press);
}
