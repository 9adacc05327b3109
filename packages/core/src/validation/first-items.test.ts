import { expect, test } from "vitest";
import { firstItems, hasManyValues } from "./first-items.ts";

const list = (length: number) => Array.from({ length }, () => 1);

/** A value as a property of so many objects, one in the other. */
const within = (depth: number, value: unknown): unknown =>
	depth === 0 ? value : { a: within(depth - 1, value) };

test("more than 5,000 values are many, at any depth", () => {
	expect(hasManyValues(list(5_000))).toBe(false);
	expect(hasManyValues(list(5_001))).toBe(true);
	expect(hasManyValues([list(2_500), { a: list(2_496) }])).toBe(false);
	expect(hasManyValues([list(2_500), { a: list(2_499) }])).toBe(true);
	expect(hasManyValues("text")).toBe(false);
});

test("a list keeps its first 100 items, and a nested one its first 10", () => {
	expect(firstItems([null, 1, "a"])).toEqual([null, 1, "a"]);
	expect(firstItems(list(200))).toEqual(list(100));
	expect(firstItems({ a: list(200), b: null })).toEqual({
		a: list(100),
		b: null,
	});
	expect(firstItems([list(200), [list(200)]])).toEqual([list(10), [list(1)]]);
});

test("values within more than 12 others are not copied", () => {
	expect(firstItems(within(12, list(200)))).toEqual(within(12, list(100)));
	expect(firstItems(within(13, list(200)))).toEqual(within(13, list(200)));
});
