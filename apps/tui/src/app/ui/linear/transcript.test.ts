import { expect, test } from "vitest";
import type { Speech } from "./spoken.ts";
import { spokenChange } from "./transcript.ts";
import { asSentence } from "./words.ts";

const before: Speech = {
	title: "Sending",
	lines: ["Goes in 5 seconds.", "Instance 9001"],
	keys: "Keys: u: take back.",
	focus: null,
	notice: null,
	text: null,
};
const after = (changes: Partial<Speech>): string[] =>
	spokenChange(before, { ...before, ...changes }).lines;

test("only what is new is said, and seconds that pass are not", () => {
	expect(spokenChange(null, before).lines).toEqual([
		"",
		"Sending",
		"Goes in 5 seconds.",
		"Instance 9001",
		"Keys: u: take back.",
	]);
	expect(after({ lines: ["Goes in 4 seconds.", "Instance 9001"] })).toEqual([]);
	expect(after({ lines: [...before.lines, "recorded"] })).toEqual(["recorded"]);
	expect(
		after({ title: "Done", notice: "1 answer goes in 3 seconds" }),
	).toEqual(["Done", "1 answer goes in 3 seconds"]);
});

test("a move of the cursor is one line; another number of rows is none", () => {
	const at = { ...before, focus: "1 of 4: A" };
	const moved = (focus: string): string[] =>
		spokenChange(at, { ...at, focus }).lines;
	expect(moved("2 of 4: A")).toEqual(["2 of 4: A"]);
	expect(moved("1 of 9: A")).toEqual([]);
});

test("keys are said once they count", () => {
	const early = { ...before, keys: null };
	expect(spokenChange(null, early).lines).not.toContain(before.keys);
	expect(spokenChange(early, before).lines).toEqual([before.keys]);
});

test.each([
	["", "a", "a"],
	["ab", "ab\nc", "\nc"],
	["abc", "a", "\b \b\b \b"],
	["abc", "xbc", "\nxbc"],
])("the text %j that becomes %j is echoed as %j", (from, to, typed) => {
	const { lines, typed: echoed } = spokenChange(
		{ ...before, text: from },
		{ ...before, text: to, lines: ["Your comment: 3 characters"] },
	);
	expect(echoed).toBe(typed);
	expect(lines).toEqual([]);
});

test("columns become sentences, and units whole words", () => {
	expect(asSentence("  Answer     Approve   approves")).toBe(
		"Answer, Approve, approves",
	);
	expect(asSentence("due in 1 d, 2 h, 3 min")).toBe(
		"due in 1 day, 2 hours, 3 minutes",
	);
});
