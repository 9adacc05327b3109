import {
	ignored,
	type KeyResult,
	type ScreenDefinition,
} from "../../model/screen.ts";
import type { Key } from "../../ui/key-input.ts";
import { commentActionFor, commentKeyBindings } from "./keys.ts";
import { type CommentState, reduceComment } from "./state.ts";
import { type CommentScene, commentScreenPage } from "./view.ts";

/** The screen to type a comment. */
export const commentScreen: ScreenDefinition<CommentScene, CommentState> = {
	view: commentScreenPage,
	onKey,
	bindings: () => commentKeyBindings,
};

function onKey({ comment }: CommentScene, key: Key): KeyResult<CommentState> {
	const action = commentActionFor(key);
	if (action === null) return ignored;
	switch (action.kind) {
		case "back":
			return { action: { kind: "show_screen", screen: "option" } };
		case "show_keys":
		case "quit":
			return { action };
		case "confirm":
			return { action: { kind: "show_screen", screen: "review" } };
		default:
			return { state: reduceComment(comment, action) };
	}
}
