import type { Press } from "../../ui/key-input.ts";
import {
	type Binding,
	type CommonVerb,
	common,
	verbFor,
} from "../../ui/keymap.ts";
import { scrollKeys } from "../../ui/scroll.ts";
import type { StepVerb } from "./state.ts";

/** What a key may ask for at a step. */
export type StepKey = StepVerb | CommonVerb | { kind: "forward" };

/** Keys at a step. */
export const stepKeys: readonly Binding<StepKey>[] = [
	{
		on: ["<enter>", "<right>"],
		verb: { kind: "forward" },
		label: "Enter",
		does: "answer",
	},
	{
		on: ["e"],
		verb: { kind: "past_asked" },
		label: "e",
		does: "earlier steps",
	},
	...scrollKeys(8),
	...common,
];

/** What a key means there. */
export function stepVerb(press: Press): StepKey | null {
	return verbFor(stepKeys, press);
}
