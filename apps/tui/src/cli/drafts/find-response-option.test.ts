import { expect, test } from "vitest";
import { findResponseOption } from "./find-response-option.ts";

const options = [
	{ id: "2000", name: "Approve", response_type: "approve" },
	{ id: "2001", name: "Return", response_type: "return" },
	{ id: "2002", name: "2000", response_type: null },
	{ id: "2003", name: "return", response_type: null },
	{ id: "2004", name: "Zurück", response_type: null },
	{ id: "2005", name: "Twice", response_type: null },
	{ id: "2006", name: "Twice", response_type: null },
];

test.each([
	["an id", "2001", { kind: "found", id: "2001" }],
	[
		"an id before a name that reads the same",
		"2000",
		{ kind: "found", id: "2000" },
	],
	["a name", "Approve", { kind: "found", id: "2000" }],
	[
		"a name without case if only one fits",
		"aPPROVE",
		{ kind: "found", id: "2000" },
	],
	[
		"an exact name before one without case",
		"return",
		{ kind: "found", id: "2003" },
	],
	[
		"a name in the other spelling of Unicode",
		"Zurück".normalize("NFD"),
		{ kind: "found", id: "2004" },
	],
	[
		"nothing if only the case decides between two",
		"RETURN",
		{ kind: "ambiguous" },
	],
	["nothing if two options have the name", "Twice", { kind: "ambiguous" }],
	[
		"the text itself if no option fits",
		"Maybe",
		{ kind: "unknown", id: "Maybe" },
	],
] as const)("finds %s", (_, text, match) => {
	expect(findResponseOption(text, options)).toEqual(match);
});
