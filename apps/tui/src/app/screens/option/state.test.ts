import { expect, test } from "vitest";
import { optionKey } from "./keys.ts";
import { noOptionSelected, type OptionState, reduceOption } from "./state.ts";

const options = ["Approve", "Return", "Reject"].map((name, index) => ({
	id: String(index),
	name,
	response_type: null,
}));

/** The option at an index is selected. */
const at = (index: number): OptionState => ({
	selected: options[index] ?? null,
});

test("no option is selected until a key selects one", () => {
	expect(noOptionSelected.selected).toBeNull();
	expect(
		reduceOption(noOptionSelected, { kind: "moved", by: 1 }, options),
	).toEqual(at(0));
	expect(
		reduceOption(noOptionSelected, { kind: "moved", by: -1 }, options),
	).toEqual(at(2));
});

test("the selection stops at both ends", () => {
	expect(reduceOption(at(1), { kind: "moved", by: 1 }, options)).toEqual(at(2));
	expect(reduceOption(at(2), { kind: "moved", by: 1 }, options)).toEqual(at(2));
	expect(reduceOption(at(0), { kind: "moved", by: -1 }, options)).toEqual(
		at(0),
	);
});

test("a digit selects the option with that number, if there is one", () => {
	expect(optionKey("2", options)).toEqual({ kind: "selected", index: 1 });
	expect(
		reduceOption(noOptionSelected, { kind: "selected", index: 1 }, options),
	).toEqual(at(1));
	expect(reduceOption(at(0), { kind: "selected", index: 3 }, options)).toEqual(
		at(0),
	);
	expect(reduceOption(noOptionSelected, { kind: "moved", by: 1 }, [])).toEqual(
		noOptionSelected,
	);
	expect(reduceOption(noOptionSelected, { kind: "moved", by: -1 }, [])).toEqual(
		noOptionSelected,
	);
});
