import {
	emptyTextField,
	reduceTextField,
	type TextFieldInput,
	type TextFieldState,
} from "../../ui/text-field.ts";

/** The files of an answer. */
export type FilesState = {
	/** The path that is being typed: one line. `problem`: why it could not be attached. */
	field: TextFieldState;
	/** The file that is selected in the list, an index. */
	selected: number;
	/** The names that the path can go on with, after Tab. */
	matches: readonly string[];
};

export type FilesScreenAction =
	| TextFieldInput
	| { kind: "file_selected"; by: number }
	/** The path as far as it is certain. `typed`: as it was before. */
	| { kind: "completed"; typed: string; text: string; matches: string[] }
	/** The files are attached. */
	| { kind: "attached" }
	| { kind: "refused"; reason: string };

/** Nothing is typed. */
export const newFiles: FilesState = {
	field: emptyTextField,
	selected: 0,
	matches: [],
};

/** @param count how many rows the list has */
export function reduceFiles(
	state: FilesState,
	action: FilesScreenAction,
	count: number,
): FilesState {
	const { field, selected } = state;
	switch (action.kind) {
		case "file_selected": {
			const last = Math.max(0, count - 1);
			const next = Math.max(0, Math.min(last, selected + action.by));
			return { ...state, selected: next };
		}
		case "completed":
			// What was typed meanwhile stays.
			return action.typed === field.text
				? { ...state, field: textAtEnd(action.text), matches: action.matches }
				: state;
		case "attached":
			return {
				field: emptyTextField,
				selected: Math.max(0, count - 1),
				matches: [],
			};
		case "refused":
			return {
				...state,
				field: { ...field, problem: action.reason },
				matches: [],
			};
		case "typed": {
			const text = action.text.replace(/[\n\r\t]+/g, " ");
			const typed = reduceTextField(field, { ...action, text });
			return { ...state, field: typed, matches: [] };
		}
		default:
			return { ...state, field: reduceTextField(field, action), matches: [] };
	}
}

function textAtEnd(text: string): TextFieldState {
	return { text, caret: text.length };
}
