import { expect, test } from "vitest";
import { hasMoreValues } from "./count-values.ts";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

test.each([
	["[1,2,3]", 3],
	['{"a":1,"b":[1,2]}', 4],
	['",[{"', 0],
	['"\\",[{"', 0],
	['"\\\\",[', 2],
	['"a","b"', 1],
	["", 0],
	["[[[[", 4],
	['"unfinished,[', 0],
])("%j has %i values at most", (json, count) => {
	expect(hasMoreValues(encode(json), count)).toBe(false);
	if (count > 0) expect(hasMoreValues(encode(json), count - 1)).toBe(true);
});
