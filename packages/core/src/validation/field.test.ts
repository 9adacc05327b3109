import { expect, test } from "vitest";
import { field } from "./field.ts";

test("a property of an object, and `undefined` of any other value", () => {
	expect(field({ length: 1 }, "length")).toBe(1);
	expect(field({}, "length")).toBeUndefined();
	for (const value of ["text", 1, null, undefined, () => {}])
		expect(field(value, "length")).toBeUndefined();
});
