import { expect, test } from "vitest";
import {
	type CommentDisplay,
	commentDisplays,
	displayComment,
} from "./comment-display.ts";

const shown: Record<CommentDisplay, [stored: string, shown: string | null]> = {
	verbatim: [" R&D\r\nok ", " R&D\r\nok "],
	escaped: ['<b>R&D</b> "ok"', "&lt;b&gt;R&amp;D&lt;/b&gt; &quot;ok&quot;"],
	tagged: ["R&D ok", "<p>R&amp;D ok</p>"],
	line_breaks: ["one\r\ntwo\nthree", "one<br>two<br>three"],
	trimmed: [" ok ", "ok"],
	folded: ["one\n  two ", "one two"],
	no_break_spaces: ["one two", "one\u00a0two"],
	visible_only: ["in\u00advis\u200bible\ufeff", "invisible"],
	compatibility: ["ﬁｎｅ", "fine"],
	no_emoji: ["ok 👍🏽", "ok "],
	cut: ["0123456789abcdef", "0123456789ab"],
	cut_marked: ["0123456789abcdef", "0123456789ab…"],
	hidden: ["ok", null],
};

test.each(commentDisplays)("a read shows a comment as %s", (display) => {
	const [stored, expected] = shown[display];
	expect(displayComment(stored, display)).toBe(expected);
});

test.each(commentDisplays)("no comment is shown as none: %s", (display) => {
	expect(displayComment(null, display)).toBeNull();
	expect(displayComment("", display) ?? "").toBe("");
});

test("a text that fits is not cut", () => {
	expect(displayComment("👍👍", "cut")).toBe("👍👍");
	expect(displayComment("0123456789ab", "cut_marked")).toBe("0123456789ab");
});
