import { expect, test } from "vitest";
import { closestMatch } from "./suggest.ts";

const words = ["comment", "attachments", "id", "respond", "preview", "inbox"];

test.each([
	["comment", "comment"],
	["coment", "comment"],
	["commment", "comment"],
	["comnent", "comment"],
	["COMMENT", "comment"],
	["commetn", "comment"],
	["omment", "comment"],
	["commen", "comment"],
	["cmmnt", "comment"],
	["cmmt", null],
	["xxmment", "comment"],
	["xxxment", null],
	["commentary", null],
	["inobx", "inbox"],
	["attachment", "attachments"],
	["ix", "id"],
	["ixx", null],
	["di", null],
	["i", null],
	["x", null],
	["", null],
	["id", "id"],
	["something", null],
])("the closest word to %j is %j", (typed, word) => {
	expect(closestMatch(typed, words)).toBe(word);
});

test("returns the closest word, and the first of equally close ones", () => {
	expect(closestMatch("abcd", ["abxy", "abcx", "abcy"])).toBe("abcx");
	expect(closestMatch("abcd", ["abxy", "abcd"])).toBe("abcd");
	expect(closestMatch("abcd", ["abyx", "abxy"])).toBe("abyx");
	expect(closestMatch("ABCD", ["Abce"])).toBe("Abce");
	expect(closestMatch("abcd", [])).toBeNull();
});

test("allows one edit in a short word", () => {
	expect(closestMatch("abc", ["abd"])).toBe("abd");
	expect(closestMatch("abc", ["axd"])).toBeNull();
	expect(closestMatch("abcd", ["abce"])).toBe("abce");
	expect(closestMatch("abcd", ["abef"])).toBe("abef");
	expect(closestMatch("abcdefghi", ["abcdefxyz"])).toBeNull();
});
