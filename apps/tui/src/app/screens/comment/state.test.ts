import { expect, test } from "vitest";
import {
	type CommentState,
	type CommentVerb,
	noComment,
	reduceComment,
} from "./state.ts";

/** A comment with its caret written as `|`. */
function shown({ text, at }: CommentState): string {
	return `${text.slice(0, at)}|${text.slice(at)}`;
}

function from(written: string, ...verbs: CommentVerb[]): string {
	const at = written.indexOf("|");
	const start = { text: written.replace("|", ""), at };
	return shown(verbs.reduce(reduceComment, start));
}

const typed = (text: string): CommentVerb => ({ kind: "typed", text });
const to = (
	where: Extract<CommentVerb, { kind: "moved" }>["to"],
): CommentVerb => ({ kind: "moved", to: where });
const erased = (
	what: Extract<CommentVerb, { kind: "erased" }>["what"],
): CommentVerb => ({ kind: "erased", what });

test("types at the caret", () => {
	expect(shown(reduceComment(noComment, typed("ok")))).toBe("ok|");
	expect(from("a|c", typed("b"))).toBe("ab|c");
	expect(from("|", typed("\ud83d"))).toBe("\ufffd|");
});

test("characters of several units stay whole", () => {
	expect(from("👷‍♀️|", to("left"))).toBe("|👷‍♀️");
	expect(from("|👷‍♀️a", to("right"))).toBe("👷‍♀️|a");
	expect(from("a👷‍♀️|", erased("before"))).toBe("a|");
	expect(from("|é́x", erased("after"))).toBe("|x");
});

test("erases a character, a word, a line, and nothing at the ends", () => {
	expect(from("one two |three", erased("word"))).toBe("one |three");
	expect(from("one  |", erased("word"))).toBe("|");
	expect(from("one\ntwo| x", erased("line"))).toBe("one\n| x");
	expect(from("one\n|two", erased("line"))).toBe("one|two");
	expect(from("|a", erased("before"))).toBe("|a");
	expect(from("a|", erased("after"))).toBe("a|");
	expect(from("|a", erased("word"))).toBe("|a");
	expect(from("|a", erased("line"))).toBe("|a");
});

test("moves along lines and between them", () => {
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
