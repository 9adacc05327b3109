import type { ShowScreen } from "../../model/app-action.ts";
import {
	type CommentFieldAction,
	commentFieldKeyBindings,
} from "../../ui/comment-keys.ts";
import type { KeyBinding } from "../../ui/keymap.ts";
import type { BatchCommentState } from "./state.ts";

/** The actions of this screen's keys. */
export type BatchCommentKeyAction =
	| CommentFieldAction
	| { kind: "mode_switched" }
	| { kind: "item_shown"; by: number }
	| ShowScreen<"batch_option" | "batch_summary">;

const toSummary = { kind: "show_screen", screen: "batch_summary" } as const;

const switchMode = (label: string): KeyBinding<BatchCommentKeyAction> => ({
	keys: ["<tab>"],
	action: { kind: "mode_switched" },
	keyLabel: "Tab",
	label,
});

const goOn: KeyBinding<BatchCommentKeyAction> = {
	keys: ["<enter>", "<ctrl-d>"],
	action: toSummary,
	keyLabel: "Enter",
	label: "go on",
};

const toNextStep: readonly KeyBinding<BatchCommentKeyAction>[] = [
	{
		keys: ["<enter>"],
		action: { kind: "item_shown", by: 1 },
		keyLabel: "Enter",
		label: "next step",
	},
	{
		keys: ["<ctrl-d>"],
		action: toSummary,
		keyLabel: "Ctrl-D",
		label: "go on",
	},
];

/** Keys of the comments of a batch. Enter after the last step goes on. */
export function batchCommentKeyBindings({
	mode,
	each,
	index,
}: BatchCommentState): readonly KeyBinding<BatchCommentKeyAction>[] {
	if (mode === "one")
		return [goOn, switchMode("each its own"), ...commentFieldKeyBindings];
	const next = index + 1 < each.length ? toNextStep : [goOn];
	return [...next, switchMode("one for all"), ...commentFieldKeyBindings];
}
