import { expect, test } from "vitest";
import { normalizeComment } from "./comment.ts";

test.each([
	[undefined, ""],
	[null, ""],
	["", ""],
	["  \n\t ", ""],
	[" Fine. ", "Fine."],
	["a\r\nb\rc\nd", "a\nb\nc\nd"],
	["a\r\r\nb", "a\n\nb"],
	["e\u0301", "\u00e9"],
	["\u212b", "\u00c5"],
	["Fine", "Fine"],
	["a  b", "a  b"],
	["👷🏽‍♀️", "👷🏽‍♀️"],
])("%j is normalized to %j", (comment, normalized) => {
	expect(normalizeComment(comment)).toBe(normalized);
});
