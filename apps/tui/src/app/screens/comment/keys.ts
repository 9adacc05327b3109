import { isTyped, type Press } from "../../ui/key-input.ts";
import { type Binding, type CommonVerb, verbFor } from "../../ui/keymap.ts";
import type { CommentVerb } from "./state.ts";

/** What a key may ask for while a comment is written. */
export type CommentKey = CommentVerb | CommonVerb | { kind: "forward" };

const to = (
	where: Extract<CommentVerb, { kind: "moved" }>["to"],
): CommentVerb => ({ kind: "moved", to: where });

/** Keys that are no characters; `?` and `q` are characters here. */
export const commentKeys: readonly Binding<CommentKey>[] = [
	{ on: ["<enter>"], verb: { kind: "forward" }, label: "Enter", does: "go on" },
	{
		on: ["<newline>"],
		verb: { kind: "typed", text: "\n" },
		label: "Ctrl-J",
		does: "new line",
	},
	{
		on: ["<left>", "<ctrl-b>"],
		verb: to("left"),
		label: "←",
		does: "left",
		quiet: true,
	},
	{
		on: ["<right>", "<ctrl-f>"],
		verb: to("right"),
		label: "→",
		does: "right",
		quiet: true,
	},
	{ on: ["<up>"], verb: to("up"), label: "↑", does: "up", quiet: true },
	{ on: ["<down>"], verb: to("down"), label: "↓", does: "down", quiet: true },
	{
		on: ["<home>", "<ctrl-a>"],
		verb: to("line_start"),
		label: "Home",
		does: "line's start",
		quiet: true,
	},
	{
		on: ["<end>", "<ctrl-e>"],
		verb: to("line_end"),
		label: "End",
		does: "line's end",
		quiet: true,
	},
	{
		on: ["<backspace>"],
		verb: { kind: "erased", what: "before" },
		label: "Backspace",
		does: "erase",
		quiet: true,
	},
	{
		on: ["<delete>", "<ctrl-d>"],
		verb: { kind: "erased", what: "after" },
		label: "Del",
		does: "erase after",
		quiet: true,
	},
	{
		on: ["<ctrl-w>"],
		verb: { kind: "erased", what: "word" },
		label: "Ctrl-W",
		does: "erase a word",
		quiet: true,
	},
	{
		on: ["<ctrl-u>"],
		verb: { kind: "erased", what: "line" },
		label: "Ctrl-U",
		does: "erase the line",
		quiet: true,
	},
	{ on: ["<escape>"], verb: { kind: "back" }, label: "Esc", does: "back" },
	{ on: ["<ctrl-c>"], verb: { kind: "leave" }, label: "Ctrl-C", does: "quit" },
];

/** What a key means here: most are written. */
export function commentVerb(press: Press): CommentKey | null {
	const verb = verbFor(commentKeys, press);
	if (verb !== null) return verb;
	return isTyped(press) ? { kind: "typed", text: press } : null;
}
