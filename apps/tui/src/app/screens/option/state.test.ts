import { expect, test } from "vitest";
import { optionVerb } from "./keys.ts";
import { nothingChosen, reduceOption } from "./state.ts";

test("nothing is chosen until a key chooses", () => {
	expect(nothingChosen.at).toBeNull();
	expect(reduceOption(nothingChosen, { kind: "moved", by: 1 }, 3)).toEqual({
		at: 0,
	});
	expect(reduceOption(nothingChosen, { kind: "moved", by: -1 }, 3)).toEqual({
		at: 2,
	});
});

test("the choice stops at both ends", () => {
	expect(reduceOption({ at: 2 }, { kind: "moved", by: 1 }, 3)).toEqual({
		at: 2,
	});
	expect(reduceOption({ at: 0 }, { kind: "moved", by: -1 }, 3)).toEqual({
		at: 0,
	});
});

test("a number chooses, if there is such an option", () => {
	expect(optionVerb("2")).toEqual({ kind: "chose", index: 1 });
	expect(reduceOption(nothingChosen, { kind: "chose", index: 1 }, 3)).toEqual({
		at: 1,
	});
	expect(reduceOption({ at: 0 }, { kind: "chose", index: 3 }, 3)).toEqual({
		at: 0,
	});
	expect(reduceOption(nothingChosen, { kind: "moved", by: 1 }, 0)).toEqual(
		nothingChosen,
	);
});
