import { expect, test } from "vitest";
import { nearest } from "./suggest.ts";

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
])("%j most likely meant %j", (typed, word) => {
	expect(nearest(typed, words)).toBe(word);
});

test("the nearest of several, and the first of equals", () => {
	expect(nearest("abcd", ["abxy", "abcx", "abcy"])).toBe("abcx");
	expect(nearest("abcd", ["abxy", "abcd"])).toBe("abcd");
	expect(nearest("abcd", ["abyx", "abxy"])).toBe("abyx");
	expect(nearest("ABCD", ["Abce"])).toBe("Abce");
	expect(nearest("abcd", [])).toBeNull();
});

test("one edit is as much as a short word can bear", () => {
	expect(nearest("abc", ["abd"])).toBe("abd");
	expect(nearest("abc", ["axd"])).toBeNull();
	expect(nearest("abcd", ["abce"])).toBe("abce");
	expect(nearest("abcd", ["abef"])).toBe("abef");
	expect(nearest("abcdefghi", ["abcdefxyz"])).toBeNull();
});
