import { expect, test } from "vitest";
import { quoteUnsafeIntegers } from "./exact-integers.ts";

test.each<[string, unknown]>([
	["[9007199254740991]", [9007199254740991]],
	["[9007199254740993]", ["9007199254740993"]],
	['{"id":-12345678901234567890}', { id: "-12345678901234567890" }],
	["[1234567890123456.5]", [1234567890123456.5]],
	["[12345678901234567e3]", [12345678901234567e3]],
	["[0.1234567890123456]", [0.1234567890123456]],
	["[1e1234567890123456]", [Number.POSITIVE_INFINITY]],
	['["9007199254740993"]', ["9007199254740993"]],
	['["a\\"9007199254740993"]', ['a"9007199254740993']],
	['["\\\\",9007199254740993]', ["\\", "9007199254740993"]],
])("%j keeps all digits", (json, value) => {
	expect(JSON.parse(quoteUnsafeIntegers(json))).toEqual(value);
});

test.each(['"\\', '\\"', '"', "1".repeat(16), `${"1".repeat(16)}.`])(
	"takes time linear in the text: %j",
	(part) => {
		// Steps that grow with the square would take minutes at this length.
		const text = part.repeat(Math.floor(2_000_000 / part.length));
		expect(quoteUnsafeIntegers(`${text}1234567890123456`)).toBeTypeOf("string");
	},
);
