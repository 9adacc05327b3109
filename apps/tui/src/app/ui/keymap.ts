import type { Press } from "./key-input.ts";

/** What keys mean on a screen, as data: from it come the verbs, the line of hints and the page of keys. */
export type Binding<V> = {
	on: readonly Press[];
	verb: V;
	/** How the keys are called. */
	label: string;
	/** What they do, in one or two words. */
	does: string;
	/** Left out of the line of hints. */
	quiet?: true;
};

/** What a key does, as a screen shows it. */
export type Hint = { label: string; does: string };

/** Verbs that every screen has. */
export type CommonVerb =
	| { kind: "back" }
	| { kind: "keys" }
	| { kind: "leave" };

/** Keys that every screen has where nothing is being typed. */
export const common: readonly Binding<CommonVerb>[] = [
	{
		on: ["<escape>", "<left>", "h"],
		verb: { kind: "back" },
		label: "Esc",
		does: "back",
	},
	{ on: ["?"], verb: { kind: "keys" }, label: "?", does: "keys" },
	{ on: ["q", "<ctrl-c>"], verb: { kind: "leave" }, label: "q", does: "quit" },
];

/** What a key means, or `null`. */
export function verbFor<V>(
	bindings: readonly Binding<V>[],
	press: Press,
): V | null {
	return bindings.find(({ on }) => on.includes(press))?.verb ?? null;
}

/** The hints of a line, the quiet ones left out. */
export function hintsOf(bindings: readonly Binding<unknown>[]): Hint[] {
	return bindings
		.filter(({ quiet }) => quiet === undefined)
		.map(({ label, does }) => ({ label, does }));
}
