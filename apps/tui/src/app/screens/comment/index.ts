import { defineScreen } from "../../model/define-screen.ts";
import type { Screen } from "../../model/screen.ts";
import {
	emptyTextField,
	reduceTextField,
	type TextFieldState,
} from "../../ui/text-field.ts";
import { typedKey, typedText } from "../../ui/text-field-keys.ts";
import { type CommentKeyAction, commentKeyBindings } from "./keys.ts";
import { type CommentScene, commentContent } from "./view.ts";

/** The screen to type a comment. */
export const commentScreen: Screen<
	"answering",
	"comment",
	TextFieldState,
	CommentScene,
	CommentKeyAction
> = defineScreen({
	name: "comment",
	phase: "answering",
	initial: () => emptyTextField,
	allBindings: commentKeyBindings,
	bindings: () => commentKeyBindings,
	unboundKey: (_scene, key) => typedKey(key),
	paste: (_scene, text) => typedText(text),
	update: ({ comment }, action) => {
		switch (action.kind) {
			case "back":
				return { action: { kind: "show_screen", screen: "option" } };
			case "edit_comment":
				return { action };
			default:
				return { state: reduceTextField(comment, action) };
		}
	},
	view: commentContent,
});
