import type { ShowScreen } from "../../model/app-action.ts";
import {
	type CommentFieldAction,
	commentFieldKeyBindings,
} from "../../ui/comment-keys.ts";
import type { KeyBinding } from "../../ui/keymap.ts";

/** The actions of this screen's keys. */
export type CommentKeyAction =
	| CommentFieldAction
	| ShowScreen<"option" | "review" | "files">;

/** Keys that are not characters. `?` and `q` are typed here. */
export const commentKeyBindings: readonly KeyBinding<CommentKeyAction>[] = [
	{
		keys: ["<enter>", "<ctrl-d>"],
		action: { kind: "show_screen", screen: "review" },
		keyLabel: "Enter",
		label: "go on",
	},
	{
		keys: ["<ctrl-o>"],
		action: { kind: "show_screen", screen: "files" },
		keyLabel: "Ctrl-O",
		label: "files",
	},
	...commentFieldKeyBindings,
];
