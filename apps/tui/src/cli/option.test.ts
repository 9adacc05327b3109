import { expect, test } from "vitest";
import { chooseOption } from "./option.ts";

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
		"a name without case where only one fits",
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
		"nothing where only the case decides between two",
		"RETURN",
		{ kind: "ambiguous" },
	],
	["nothing where two bear the name", "Twice", { kind: "ambiguous" }],
	[
		"what was given where no option fits",
		"Maybe",
		{ kind: "as_given", id: "Maybe" },
	],
] as const)("takes %s", (_, given, choice) => {
	expect(chooseOption(given, options)).toEqual(choice);
});
