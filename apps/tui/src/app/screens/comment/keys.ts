import type { ShowScreen } from "../../model/app-action.ts";
import type { GlobalAction, KeyBinding } from "../../ui/keymap.ts";
import type { CommentInput } from "../../ui/text-field.ts";
import {
	editKeyBindings,
	newLineKeyBinding,
} from "../../ui/text-field-keys.ts";

/** The actions of this screen's keys. */
export type CommentKeyAction =
	| CommentInput
	| GlobalAction
	| { kind: "edit_comment" }
	| ShowScreen<"option" | "review">;

/** Keys that are not characters. `?` and `q` are typed here. */
export const commentKeyBindings: readonly KeyBinding<CommentKeyAction>[] = [
	{
		keys: ["<enter>", "<ctrl-d>"],
		action: { kind: "show_screen", screen: "review" },
		keyLabel: "Enter",
		label: "go on",
	},
	newLineKeyBinding,
	{
		keys: ["<ctrl-g>"],
		action: { kind: "edit_comment" },
		keyLabel: "Ctrl-G",
		label: "editor",
	},
	...editKeyBindings,
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
