import { expect, test } from "vitest";
import { boundText } from "./bounds.ts";

test.each([
	["", 2, ""],
	["ab", 2, "ab"],
	["abc", 2, "ab"],
	["a\ud800", 2, "a\ud800"],
	["a😀b", 2, "a"],
	["a😀b", 3, "a😀"],
	["😀😀😀", 4, "😀😀"],
])("the beginning of %j, at most %i units: %j", (text, maxLength, kept) => {
	expect(boundText(text, maxLength)).toBe(kept);
});
