import type { Press } from "../../ui/key-input.ts";
import {
	type Binding,
	type CommonVerb,
	common,
	verbFor,
} from "../../ui/keymap.ts";
import { scrollKeys } from "../../ui/scroll.ts";
import type { ReviewVerb } from "./state.ts";

/** What a key may ask for before sending. */
export type ReviewKey = ReviewVerb | CommonVerb | { kind: "forward" };

/** Keys before sending. */
export const reviewKeys: readonly Binding<ReviewKey>[] = [
	{ on: ["<enter>"], verb: { kind: "forward" }, label: "Enter", does: "send" },
	...scrollKeys(8),
	...common.map((each) =>
		each.verb.kind === "back" ? { ...each, does: "change" } : each,
	),
];

/** What a key means there. */
export function reviewVerb(press: Press): ReviewKey | null {
	return verbFor(reviewKeys, press);
}
