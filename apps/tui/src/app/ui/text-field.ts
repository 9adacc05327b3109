import { graphemesOf } from "../../terminal/graphemes.ts";
/**
 * A text field. `caret` is an index in UTF-16 units, always between two characters. `problem`: why the editor could not
 * be used.
 */
export type TextFieldState = { text: string; caret: number; problem?: string };

type CaretTarget = "left" | "right" | "up" | "down" | "line_start" | "line_end";

/** What keys and pastes do in the text field. */
export type TextFieldInput =
	| { kind: "typed"; text: string }
	/** Erases one character. */
	| { kind: "erased"; what: "before" | "after" }
	/** Erases back to the start of the word or the line. */
	| { kind: "cleared"; what: "word" | "line" }
	| { kind: "moved"; to: CaretTarget };

export type TextFieldAction =
	| TextFieldInput
	/** The text as the editor saved it. */
	| { kind: "replaced"; text: string }
	| { kind: "editor_failed"; reason: string };

/** An empty comment. */
export const emptyTextField: TextFieldState = { text: "", caret: 0 };

/** Types, erases or moves the caret. A character of several UTF-16 units is never split. */
export function reduceTextField(
	state: TextFieldState,
	action: TextFieldAction,
): TextFieldState {
	const { text, caret } = state;
	switch (action.kind) {
		case "typed": {
			const added = action.text.toWellFormed();
			return {
				text: text.slice(0, caret) + added + text.slice(caret),
				caret: caret + added.length,
			};
		}
		case "erased":
		case "cleared":
			return erase(state, action.what);
		case "replaced":
			return { text: action.text, caret: action.text.length };
		case "editor_failed":
			return { text, caret, problem: action.reason };
		case "moved":
			return { text, caret: moveCaret(state, action.to) };
	}
}

function erase(
	{ text, caret }: TextFieldState,
	what: "before" | "after" | "word" | "line",
): TextFieldState {
	if (what === "after") {
		const rest = text.slice(nextIndex(text, caret));
		return { text: text.slice(0, caret) + rest, caret };
	}
	const from = {
		before: previousIndex(text, caret),
		word: text.slice(0, caret).search(/\S+\s*$|\s+$/u),
		line: Math.max(
			0,
			Math.min(caret - 1, text.lastIndexOf("\n", caret - 1) + 1),
		),
	}[what];
	const start = from === -1 ? 0 : from;
	return { text: text.slice(0, start) + text.slice(caret), caret: start };
}

function moveCaret({ text, caret }: TextFieldState, to: CaretTarget): number {
	const start = caret === 0 ? 0 : text.lastIndexOf("\n", caret - 1) + 1;
	const end = lineEnd(text, caret);
	switch (to) {
		case "left":
			return previousIndex(text, caret);
		case "right":
			return nextIndex(text, caret);
		case "line_start":
			return start;
		case "line_end":
			return end;
		case "up": {
			if (start === 0) return 0;
			const above = start === 1 ? 0 : text.lastIndexOf("\n", start - 2) + 1;
			return snap(text, Math.min(above + (caret - start), start - 1));
		}
		case "down": {
			if (end === text.length) return end;
			const below = end + 1;
			return snap(
				text,
				Math.min(below + (caret - start), lineEnd(text, below)),
			);
		}
	}
}

function lineEnd(text: string, index: number): number {
	const next = text.indexOf("\n", index);
	return next === -1 ? text.length : next;
}

function previousIndex(text: string, index: number): number {
	return index === 0
		? 0
		: (graphemesOf(text).containing(index - 1)?.index ?? 0);
}

function nextIndex(text: string, index: number): number {
	const character = graphemesOf(text).containing(index)?.segment;
	return index + (character?.length ?? 0);
}

/** Moves an index that is inside a character to the start of that character. */
function snap(text: string, index: number): number {
	return graphemesOf(text).containing(index)?.index ?? index;
}
