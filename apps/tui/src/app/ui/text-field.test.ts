import { expect, test } from "vitest";
import {
	emptyTextField,
	reduceTextField,
	type TextFieldAction,
	type TextFieldState,
} from "./text-field.ts";

/** A comment with its caret written as `|`. */
function shown({ text, caret }: TextFieldState): string {
	return `${text.slice(0, caret)}|${text.slice(caret)}`;
}

function from(written: string, ...verbs: TextFieldAction[]): string {
	const caret = written.indexOf("|");
	const start = { text: written.replace("|", ""), caret };
	return shown(verbs.reduce(reduceTextField, start));
}

const typed = (text: string): TextFieldAction => ({ kind: "typed", text });
const to = (
	target: Extract<TextFieldAction, { kind: "moved" }>["to"],
): TextFieldAction => ({ kind: "moved", to: target });
const cleared = (
	what: Extract<TextFieldAction, { kind: "cleared" }>["what"],
): TextFieldAction => ({ kind: "cleared", what });
const erased = (
	what: Extract<TextFieldAction, { kind: "erased" }>["what"],
): TextFieldAction => ({ kind: "erased", what });

test("types at the caret", () => {
	expect(shown(reduceTextField(emptyTextField, typed("ok")))).toBe("ok|");
	expect(from("a|c", typed("b"))).toBe("ab|c");
	expect(from("|", typed("\ud83d"))).toBe("\ufffd|");
});

test("characters of several UTF-16 units are never split", () => {
	expect(from("👷‍♀️|", to("left"))).toBe("|👷‍♀️");
	expect(from("|👷‍♀️a", to("right"))).toBe("👷‍♀️|a");
	expect(from("a👷‍♀️|", erased("before"))).toBe("a|");
	expect(from("|é́x", erased("after"))).toBe("|x");
});

test("erases a character, a word or a line, and nothing at the ends", () => {
	expect(from("one two |three", cleared("word"))).toBe("one |three");
	expect(from("one  |", cleared("word"))).toBe("|");
	expect(from("one\ntwo| x", cleared("line"))).toBe("one\n| x");
	expect(from("one\n|two", cleared("line"))).toBe("one|two");
	expect(from("|a", erased("before"))).toBe("|a");
	expect(from("a|", erased("after"))).toBe("a|");
	expect(from("|a", cleared("word"))).toBe("|a");
	expect(from("|a", cleared("line"))).toBe("|a");
});

test("moves the caret within a line and between lines", () => {
	expect(from("ab\ncd|e", to("line_start"))).toBe("ab\n|cde");
	expect(from("a|b\ncd", to("line_end"))).toBe("ab|\ncd");
	expect(from("ab\ncde|", to("up"))).toBe("ab|\ncde");
	expect(from("abc|\nd", to("down"))).toBe("abc\nd|");
	expect(from("a|b", to("up"))).toBe("|ab");
	expect(from("a|b", to("down"))).toBe("ab|");
	expect(from("\n|x", to("up"))).toBe("|\nx");
	expect(from("👷‍♀️b\na|", to("up"))).toBe("|👷‍♀️b\na");
	expect(from("|ab", to("left"))).toBe("|ab");
	expect(from("ab|", to("right"))).toBe("ab|");
});

test("the editor replaces the text, and a failure keeps it", () => {
	expect(from("a|b", { kind: "replaced", text: "one\ntwo" })).toBe("one\ntwo|");
	const failed = reduceTextField(
		{ text: "a", caret: 0 },
		{ kind: "editor_failed", reason: "No editor." },
	);
	expect(failed).toEqual({ text: "a", caret: 0, problem: "No editor." });
	expect(reduceTextField(failed, typed("b"))).toEqual({ text: "ba", caret: 1 });
});
