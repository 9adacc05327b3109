import type { OutcomeKind } from "@signoff/core";
import type { Press } from "../../ui/key-input.ts";
import {
	type Binding,
	type CommonVerb,
	common,
	verbFor,
} from "../../ui/keymap.ts";
import { scrollKeys } from "../../ui/scroll.ts";
import type { OutcomeVerb } from "./state.ts";
import { sendAgain } from "./theme.ts";

/** What a key may ask for at an outcome. */
export type OutcomeKey =
	| OutcomeVerb
	| CommonVerb
	| { kind: "forward" }
	| { kind: "next" }
	| { kind: "again" };

/** Keys at an outcome of a kind. */
export function outcomeKeys(kind: OutcomeKind): readonly Binding<OutcomeKey>[] {
	const again: Binding<OutcomeKey> = {
		on: ["s"],
		verb: { kind: "again" },
		label: "s",
		does: "send again",
	};
	return [
		...(sendAgain[kind] ? [again] : []),
		{
			on: ["<enter>"],
			verb: { kind: "forward" },
			label: "Enter",
			does: "inbox",
		},
		{ on: ["n"], verb: { kind: "next" }, label: "n", does: "next step" },
		...scrollKeys(8),
		...common.map((each) =>
			each.verb.kind === "back" ? { ...each, quiet: true as const } : each,
		),
	];
}

/** What a key means there. */
export function outcomeVerb(
	kind: OutcomeKind,
	press: Press,
): OutcomeKey | null {
	return verbFor(outcomeKeys(kind), press);
}
