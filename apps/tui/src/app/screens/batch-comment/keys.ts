import type { ShowScreen } from "../../model/app-action.ts";
import type { GlobalAction, KeyBinding } from "../../ui/keymap.ts";
import type { CommentInput } from "../../ui/text-field.ts";
import {
	editKeyBindings,
	newLineKeyBinding,
} from "../../ui/text-field-keys.ts";
import type { BatchCommentState } from "./state.ts";

/** The actions of this screen's keys. */
export type BatchCommentKeyAction =
	| CommentInput
	| GlobalAction
	| { kind: "mode_switched" }
	| { kind: "item_shown"; by: number }
	| { kind: "edit_comment" }
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

const otherKeys: readonly KeyBinding<BatchCommentKeyAction>[] = [
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

/** Keys where the comments of a batch are written. Enter after the last step goes on. */
export function batchCommentKeyBindings({
	mode,
	each,
	index,
}: BatchCommentState): readonly KeyBinding<BatchCommentKeyAction>[] {
	if (mode === "one") return [goOn, switchMode("each its own"), ...otherKeys];
	const next = index + 1 < each.length ? toNextStep : [goOn];
	return [...next, switchMode("one for all"), ...otherKeys];
}
