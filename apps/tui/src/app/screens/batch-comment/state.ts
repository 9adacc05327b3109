import { type Batch, commonComment } from "../../model/batch.ts";
import {
	reduceTextField,
	type TextFieldAction,
	type TextFieldState,
} from "../../ui/text-field.ts";

/** The comments of a batch. Both modes keep what was written. */
export type BatchCommentState = {
	/** `one`: one comment for all. `each`: each step has its own. */
	mode: "one" | "each";
	one: TextFieldState;
	/** A comment for each step. */
	each: readonly TextFieldState[];
	/** The step whose comment is written, if each has its own. */
	index: number;
};

export type BatchCommentAction =
	| TextFieldAction
	| { kind: "mode_switched" }
	| { kind: "item_shown"; by: number };

/** Identifies the text of a batch that an editor has open: no other one can be open meanwhile. */
export const batchTextId = "batch";

/** The comments of the drafts. If they differ, each step has its own. */
export function newBatchComment({ items }: Batch): BatchCommentState {
	const common = commonComment(items);
	return {
		mode: common === null ? "each" : "one",
		one: field(common ?? ""),
		each: items.map(({ drafted }) => field(drafted)),
		index: 0,
	};
}

/** The text field that is shown. */
export function shownField({
	mode,
	one,
	each,
	index,
}: BatchCommentState): TextFieldState {
	return mode === "one" ? one : (each[index] ?? field(""));
}

export function reduceBatchComment(
	state: BatchCommentState,
	action: BatchCommentAction,
): BatchCommentState {
	const { mode, each, index } = state;
	switch (action.kind) {
		case "mode_switched":
			return switched(state);
		case "item_shown": {
			const next = Math.max(0, Math.min(each.length - 1, index + action.by));
			return { ...state, index: next };
		}
		default:
			return mode === "one"
				? { ...state, one: reduceTextField(state.one, action) }
				: {
						...state,
						each: each.with(index, reduceTextField(shownField(state), action)),
					};
	}
}

/** What was written is the start of the other mode, if nothing was written there. */
function switched(state: BatchCommentState): BatchCommentState {
	const { mode, one, each, index } = state;
	if (mode === "one")
		return {
			...state,
			mode: "each",
			each: each.map((own) => (own.text === "" ? field(one.text) : own)),
		};
	const own = each[index]?.text ?? "";
	return { ...state, mode: "one", one: one.text === "" ? field(own) : one };
}

/** The comment of each step, in the order of the steps. */
export function batchComments({
	mode,
	one,
	each,
}: BatchCommentState): string[] {
	return each.map(({ text }) => (mode === "one" ? one.text : text));
}

/** What was written for each step, also in the mode that is not used. */
export function writtenComments(state: BatchCommentState): string[] {
	const used = batchComments(state);
	return used.map(
		(text, index) => text || state.each[index]?.text || state.one.text,
	);
}

function field(text: string): TextFieldState {
	return { text, caret: text.length };
}
