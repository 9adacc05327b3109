import { expect, test } from "vitest";
import { parseForeignOutcome } from "./foreign-outcome.ts";

const refusal = (message: string) => ({
	kind: "forbidden",
	reason: { code: "X", message },
	attempts: [],
});

test("an outcome is parsed; attempts that are malformed are dropped", () => {
	expect(parseForeignOutcome(refusal("No."))).toEqual(refusal("No."));
	for (const attempts of ["none", [1], undefined])
		expect(parseForeignOutcome({ ...refusal("No."), attempts })).toEqual(
			refusal("No."),
		);
});

test.each([null, undefined, "text", 1, [], {}])("%j is no outcome", (value) => {
	expect(parseForeignOutcome(value)).toBeNull();
});

test("an outcome takes at most 65,536 units of JSON", () => {
	const rest = JSON.stringify(refusal("")).length;
	const longest = refusal("x".repeat(65_536 - rest));
	expect(parseForeignOutcome(longest)).toEqual(longest);
	expect(parseForeignOutcome(refusal(`${longest.reason.message}x`))).toBeNull();
});
