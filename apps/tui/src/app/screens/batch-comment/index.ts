import { noSteps } from "../../model/batch.ts";
import { defineScreen } from "../../model/define-screen.ts";
import type { Screen } from "../../model/screen.ts";
import { typedKey, typedText } from "../../ui/text-field-keys.ts";
import { type BatchCommentKeyAction, batchCommentKeyBindings } from "./keys.ts";
import {
	type BatchCommentState,
	newBatchComment,
	reduceBatchComment,
} from "./state.ts";
import { type BatchCommentScene, batchCommentContent } from "./view.ts";

/** The screen to type the comments of a batch: one for all, or one for each step. */
export const batchCommentScreen: Screen<
	"batch",
	"batch_comment",
	BatchCommentState,
	BatchCommentScene,
	BatchCommentKeyAction
> = defineScreen({
	name: "batch_comment",
	phase: "batch",
	initial: newBatchComment,
	allBindings: [
		...batchCommentKeyBindings({ ...newBatchComment(noSteps), mode: "one" }),
	],
	bindings: ({ batch_comment }) => batchCommentKeyBindings(batch_comment),
	unboundKey: (_scene, key) => typedKey(key),
	paste: (_scene, text) => typedText(text),
	update: ({ batch_comment }, action) => {
		switch (action.kind) {
			case "back":
				return batch_comment.mode === "each" && batch_comment.index > 0
					? {
							state: reduceBatchComment(batch_comment, {
								kind: "item_shown",
								by: -1,
							}),
						}
					: { action: { kind: "show_screen", screen: "batch_option" } };
			case "edit_comment":
				return { action };
			default:
				return { state: reduceBatchComment(batch_comment, action) };
		}
	},
	view: batchCommentContent,
});
