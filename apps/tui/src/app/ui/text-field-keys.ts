import { isPrintable, type Key } from "./key-input.ts";
import type { KeyBinding } from "./keymap.ts";
import type { TextFieldInput } from "./text-field.ts";

const to = (
	target: Extract<TextFieldInput, { kind: "moved" }>["to"],
): TextFieldInput => ({ kind: "moved", to: target });

/** The key of a new line. */
export const newLineKeyBinding: KeyBinding<TextFieldInput> = {
	keys: ["<newline>"],
	action: { kind: "typed", text: "\n" },
	keyLabel: "Ctrl-J",
	label: "new line",
};

/** Keys that move the caret and erase. */
export const editKeyBindings: readonly KeyBinding<TextFieldInput>[] = [
	{
		keys: ["<left>", "<ctrl-b>"],
		action: to("left"),
		keyLabel: "←",
		label: "left",
		hidden: true,
	},
	{
		keys: ["<right>", "<ctrl-f>"],
		action: to("right"),
		keyLabel: "→",
		label: "right",
		hidden: true,
	},
	{
		keys: ["<up>"],
		action: to("up"),
		keyLabel: "↑",
		label: "up",
		hidden: true,
	},
	{
		keys: ["<down>"],
		action: to("down"),
		keyLabel: "↓",
		label: "down",
		hidden: true,
	},
	{
		keys: ["<home>", "<ctrl-a>"],
		action: to("line_start"),
		keyLabel: "Home",
		label: "line's start",
		hidden: true,
	},
	{
		keys: ["<end>", "<ctrl-e>"],
		action: to("line_end"),
		keyLabel: "End",
		label: "line's end",
		hidden: true,
	},
	{
		keys: ["<backspace>"],
		action: { kind: "erased", what: "before" },
		keyLabel: "Backspace",
		label: "erase",
		hidden: true,
	},
	{
		keys: ["<delete>"],
		action: { kind: "erased", what: "after" },
		keyLabel: "Del",
		label: "erase after",
		hidden: true,
	},
	{
		keys: ["<ctrl-w>"],
		action: { kind: "cleared", what: "word" },
		keyLabel: "Ctrl-W",
		label: "erase a word",
		hidden: true,
	},
	{
		keys: ["<ctrl-u>"],
		action: { kind: "cleared", what: "line" },
		keyLabel: "Ctrl-U",
		label: "erase the line",
		hidden: true,
	},
];

/** The action of a key without a binding: a printable key is typed. */
export function typedKey(key: Key): TextFieldInput | null {
	return isPrintable(key) ? typedText(key) : null;
}

/** Text at the caret. */
export function typedText(text: string): TextFieldInput {
	return { kind: "typed", text };
}
