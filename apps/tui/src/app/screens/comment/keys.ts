import type { ShowScreen } from "../../model/app-action.ts";
import { isPrintable, type Key } from "../../ui/key-input.ts";
import type { GlobalAction, KeyBinding } from "../../ui/keymap.ts";
import type { CommentInput } from "./state.ts";

/** The actions of this screen's keys. */
export type CommentKeyAction =
	| CommentInput
	| GlobalAction
	| { kind: "edit_comment" }
	| ShowScreen<"option" | "review">;

const to = (
	target: Extract<CommentInput, { kind: "moved" }>["to"],
): CommentInput => ({ kind: "moved", to: target });

/** Keys that are not characters. `?` and `q` are typed here. */
export const commentKeyBindings: readonly KeyBinding<CommentKeyAction>[] = [
	{
		keys: ["<enter>", "<ctrl-d>"],
		action: { kind: "show_screen", screen: "review" },
		keyLabel: "Enter",
		label: "go on",
	},
	{
		keys: ["<newline>"],
		action: { kind: "typed", text: "\n" },
		keyLabel: "Ctrl-J",
		label: "new line",
	},
	{
		keys: ["<ctrl-g>"],
		action: { kind: "edit_comment" },
		keyLabel: "Ctrl-G",
		label: "editor",
	},
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
	{
		keys: ["<escape>"],
		action: { kind: "back" },
		keyLabel: "Esc",
		label: "back",
	},
	{
		keys: ["<ctrl-c>"],
		action: { kind: "quit" },
		keyLabel: "Ctrl-C",
		label: "quit",
	},
];

/** The action of a key without a binding: a printable key is typed. */
export function typedKey(key: Key): CommentKeyAction | null {
	return isPrintable(key) ? typedText(key) : null;
}

/** Text at the caret. */
export function typedText(text: string): CommentKeyAction {
	return { kind: "typed", text };
}
