import { expect, test } from "vitest";
import { blank, cutLine, line, span } from "./styled-text.ts";
import { paragraph, wrapText } from "./wrap.ts";

test("breaks between words, and inside a word that is longer than the line", () => {
	expect(wrapText("one two three", 8)).toEqual(["one two", "three"]);
	expect(wrapText("incomprehensible", 8)).toEqual(["incompre", "hensible"]);
	expect(wrapText("a\n\nb", 8)).toEqual(["a", "", "b"]);
	expect(wrapText("", 8)).toEqual([""]);
});

test("wide characters take two columns, and no character is lost", () => {
	expect(wrapText("漢字漢字", 5)).toEqual(["漢字", "漢字"]);
	const long = "👷‍♀️ مرحبا — naïve café ".repeat(20);
	expect(wrapText(long, 12).join("").replaceAll(" ", "")).toBe(
		long.replaceAll(" ", ""),
	);
});

test("escape sequences and bidirectional overrides are removed", () => {
	expect(wrapText("a\u001b[2Jb\u202e", 20)).toEqual(["a␛[2Jb"]);
});

test("a paragraph is indented by the width of its head", () => {
	const lines = paragraph(span("> "), "one two", 6);
	expect(
		lines.map(({ spans }) => spans.map(({ text }) => text).join("")),
	).toEqual(["> one", "  two"]);
});

test("a line is cut to a width, also inside a span", () => {
	const text = (columns: number): string =>
		cutLine(line("ab", span("cd", "strong"), "ef"), columns, "…")
			.spans.map((each) => each.text)
			.join("");
	expect([6, 5, 4, 3, 2, 1].map(text)).toEqual([
		"abcdef",
		"abcd…",
		"abc…",
		"ab…",
		"a…",
		"…",
	]);
	expect(cutLine(blank, 0, "…")).toBe(blank);
});
