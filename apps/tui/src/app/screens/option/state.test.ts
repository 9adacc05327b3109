import { expect, test } from "vitest";
import { optionActionFor } from "./keys.ts";
import { noOptionSelected, reduceOption } from "./state.ts";

test("no option is selected until a key selects one", () => {
	expect(noOptionSelected.selected).toBeNull();
	expect(reduceOption(noOptionSelected, { kind: "moved", by: 1 }, 3)).toEqual({
		selected: 0,
	});
	expect(reduceOption(noOptionSelected, { kind: "moved", by: -1 }, 3)).toEqual({
		selected: 2,
	});
});

test("the selection stops at both ends", () => {
	expect(reduceOption({ selected: 2 }, { kind: "moved", by: 1 }, 3)).toEqual({
		selected: 2,
	});
	expect(reduceOption({ selected: 0 }, { kind: "moved", by: -1 }, 3)).toEqual({
		selected: 0,
	});
});

test("a digit selects the option with that number, if there is one", () => {
	expect(optionActionFor("2")).toEqual({ kind: "selected", index: 1 });
	expect(
		reduceOption(noOptionSelected, { kind: "selected", index: 1 }, 3),
	).toEqual({
		selected: 1,
	});
	expect(
		reduceOption({ selected: 0 }, { kind: "selected", index: 3 }, 3),
	).toEqual({
		selected: 0,
	});
	expect(reduceOption(noOptionSelected, { kind: "moved", by: 1 }, 0)).toEqual(
		noOptionSelected,
	);
});
