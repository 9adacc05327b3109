import type { Key } from "./key-input.ts";

/** Keys of a screen and their action, as data: the hint line and the page of keys are made from it too. */
export type KeyBinding<Action> = {
	keys: readonly Key[];
	action: Action;
	/** The name of the keys as a screen shows it, such as `Enter`. */
	keyLabel: string;
	/** What the action does, in one or two words. */
	label: string;
	/** Its name in the key map, if another label is shown at times. @default the label */
	name?: string;
	/** Left out of the hint line. */
	hidden?: true;
};

/** A binding of any screen. */
export type AnyBinding = KeyBinding<{ kind: string }>;

/** A key and what it does, as a screen shows it. `waiting`: the key does not count yet. */
export type Hint = { keyLabel: string; label: string; waiting?: true };

/** Actions that every screen has. */
export type GlobalAction =
	| { kind: "back" }
	| { kind: "show_keys" }
	| { kind: "quit" };

/** Goes back. In a text field the arrow and the letter are text. */
export const escapeKeyBinding: KeyBinding<GlobalAction> = {
	keys: ["<escape>"],
	action: { kind: "back" },
	keyLabel: "Esc",
	label: "back",
};

/** Quits. In a text field the letter is text. */
export const ctrlCKeyBinding: KeyBinding<GlobalAction> = {
	keys: ["<ctrl-c>"],
	action: { kind: "quit" },
	keyLabel: "Ctrl-C",
	label: "quit",
};

/** Keys of every screen without a text field. */
export const globalKeyBindings: readonly KeyBinding<GlobalAction>[] = [
	{
		keys: ["<escape>", "<left>", "h"],
		action: { kind: "back" },
		keyLabel: "Esc",
		label: "back",
	},
	{ keys: ["?"], action: { kind: "show_keys" }, keyLabel: "?", label: "keys" },
	{
		keys: ["q", "<ctrl-c>"],
		action: { kind: "quit" },
		keyLabel: "q",
		label: "quit",
	},
];

/** {@link globalKeyBindings} without a hint for going back. */
export const globalKeyBindingsWithoutBackHint: readonly KeyBinding<GlobalAction>[] =
	globalKeyBindings.map((binding) =>
		binding.action.kind === "back" ? { ...binding, hidden: true } : binding,
	);

/** The action of a key, or `null`. */
export function actionFor<Action>(
	bindings: readonly KeyBinding<Action>[],
	key: Key,
): Action | null {
	return bindings.find(({ keys }) => keys.includes(key))?.action ?? null;
}

/** The hints of the hint line, without the hidden ones. */
export function hintsOf(bindings: readonly AnyBinding[]): Hint[] {
	return bindings
		.filter(({ hidden }) => hidden === undefined)
		.map(({ keyLabel, label }) => ({ keyLabel, label }));
}
