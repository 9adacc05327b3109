import { expect, test } from "vitest";
import { resolveOption } from "./resolve-option.ts";

const options = [
	{ id: "2000", name: "Approve", response_type: "approve" },
	{ id: "2001", name: "Return", response_type: "return" },
	{ id: "2002", name: "2000", response_type: null },
	{ id: "2003", name: "return", response_type: null },
	{ id: "2004", name: "Zurück", response_type: null },
	{ id: "2005", name: "Twice", response_type: null },
	{ id: "2006", name: "Twice", response_type: null },
	{ id: "2007", name: "Approve  as\u00a0noted ", response_type: "approve" },
];

test.each([
	["an id", "2001", "2001"],
	["an id before an equal name", "2000", "2000"],
	["an exact name", "Approve", "2000"],
	["a name without case if only one fits", "aPPROVE", "2000"],
	["an exact name before one without case", "return", "2003"],
	[
		"a name in another Unicode normalization",
		"Zurück".normalize("NFD"),
		"2004",
	],
	["a name with white space around it", "  Approve\n", "2000"],
	["a name with other white space inside", "approve as\tNOTED", "2007"],
	["a name with the same white space", "Approve  as\u00a0noted ", "2007"],
])("finds %s", (_, text, id) => {
	expect(resolveOption(text, options)).toEqual({
		kind: "found",
		option: options.find((option) => option.id === id),
	});
});

test.each([
	["ambiguous", "if only the case differs between two names", "RETURN"],
	["ambiguous", "if only white space and case differ", " Return "],
	["ambiguous", "if two options have the name", "Twice"],
	["unknown", "if no option fits", "Maybe"],
	["unknown", "if only a part of a name fits", "Appro"],
	["unknown", "if an id differs in white space", " 2001"],
	["unknown", "if white space is missing", "Approveasnoted"],
	["unknown", "without text", ""],
])("is %s %s", (kind, _, text) => {
	expect(resolveOption(text, options)).toEqual({ kind, offered: options });
});

test("a name that one option has twice in the list is not ambiguous", () => {
	const [option] = options;
	expect(resolveOption("approve", [...options, ...options])).toEqual({
		kind: "found",
		option,
	});
});

test("is unknown if nothing is offered", () => {
	expect(resolveOption("Approve", [])).toEqual({
		kind: "unknown",
		offered: [],
	});
});

test("does not decompose ligatures: NFC, not NFKC", () => {
	const ligature = [{ id: "1", name: "fi", response_type: null }];
	expect(resolveOption("\ufb01", ligature).kind).toBe("unknown");
});
