import { describe, expect, test } from "vitest";
import { compareComment } from "./comment-display.ts";

describe("a shown comment is the same as the submitted one", () => {
	test.each([
		[null, undefined],
		["", null],
		[null, ""],
		["  ", ""],
		["R&D ok", "R&D ok"],
		["R&amp;D ok", "R&amp;D ok"],
		[" two\r\nlines ", "two\nlines"],
		["caf\u00e9", "cafe\u0301"],
	])("%j shown for %j", (shown, submitted) => {
		expect(compareComment(shown, submitted)).toBe("same");
	});
});

describe("a shown comment can be a display of the submitted one", () => {
	test.each([
		["R&amp;D ok", "R&D ok"],
		["R&amp;amp;D ok", "R&D ok"],
		["R&#38;D &#x6f;k", "R&D ok"],
		["a &lt; b, b &gt; c", "a < b, b > c"],
		["a  c", "a < b, b > c"],
		["<p>Fine by me.</p>", "Fine by me."],
		["Fine<br/>by me.", "Fine\nby me."],
		["Fine", "<b>Fine</b>"],
		["&lt;b&gt;Fine&lt;/b&gt;", "<b>Fine</b>"],
		["Fine by me.", "Fine   by\n\nme."],
		["Fine\u00a0by\u00a0me.", "Fine by me."],
		["Fine", "Fi\u200bne\u2060"],
		["Fine", "\u3164Fine"],
		["fine 1/2", "\ufb01ne \u00bd"],
		["ABC", "\uff21\uff22\uff23"],
		["Fine ", "Fine \u{1f44d}"],
		["Fine ?", "Fine \u{1f44d}"],
		["", "\u{1f44d}"],
		["A fine", "\u{1d400} fine"],
		[" fine", "\u{1d400} fine"],
		["Fine by", "Fine by me, as agreed on Monday."],
		["Fine by…", "Fine by me, as agreed on Monday."],
		["Fine by...", "Fine by me, as agreed on Monday."],
		["Fine by... (more)", "Fine by me, as agreed on Monday."],
		["Fine by [read more]", "Fine by me, as agreed on Monday."],
		["Fine by [truncated]", "Fine by me, as agreed on Monday."],
		["<p>Fine by me, as agr…</p>", "Fine by me, as agreed on Monday."],
		["R&am…", "R&D ok"],
		["<p>Fine</p><b", "Fine by me."],
		["caf&eacute;", "caf\u00e9"],
		["gro&szlig;", "gro\u00df"],
		["&#9999999;Fine", "Fine"],
		["&#1114111;Fine", "Fine"],
		["&lt;p&gt;Fine&lt;/p&gt;", "Fine"],
		["Fine <span cla", "Fine by me."],
		[`${"Fine by me. ".repeat(5)}Fi…`, "Fine by me. ".repeat(9)],
		[null, "Fine by me."],
		["", "Fine by me."],
	])("%j shown for %j", (shown, submitted) => {
		expect(compareComment(shown, submitted)).toBe("maybe");
	});
});

describe("a shown comment cannot be a display of the submitted one", () => {
	test.each([
		["Fine", null],
		["Fine", ""],
		["Fine", "fine"],
		["Not fine", "Fine"],
		["Fine by me", "Fine"],
		["Fine for me", "Fine by me"],
		["I need more", "I need less"],
		["Fine 2", "Fine 1"],
		["Fine. No", "Fine. Yes"],
		[`Fine (a) ${"n".repeat(40)}`, `Fine (a) ${"y".repeat(40)}`],
		["…", ""],
		["Fine \u{1f44e}", "Fine \u{1f44d}"],
		["\u{1f44e}", "Fine"],
		["&szlig;no", "Fine &szlig;"],
		["&amp;amp;amp;amp; no", "R&D ok"],
		["<p>Not fine</p>", "Fine"],
		["&constructor; fine", "&constructor;"],
	])("%j shown for %j", (shown, submitted) => {
		expect(compareComment(shown, submitted)).toBe("different");
	});
});

test.each([
	"amp",
	"lt",
	"gt",
	"quot",
	"apos",
	"nbsp",
	"#38",
	"#x26",
	"#1114111",
])("the entity %s is known: it hides no letter", (name) => {
	expect(compareComment(`Not &${name}; fine`, "Fine by me")).toBe("different");
});

test.each(["<", "&", ".", "&#", "<a", "…", "[more", "&a", "\u{1f44d}"])(
	"100,000 times %j is compared in linear time",
	(part) => {
		const long = part.repeat(100_000);
		expect(["maybe", "different"]).toContain(
			compareComment(`${long}x`, `y${long}`),
		);
	},
);
