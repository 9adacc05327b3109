import { expect, test } from "vitest";
import { acceptedIn, acceptedTokens } from "./accepted-tokens.ts";

test("a token is accepted by the company that accepted it, until that is withdrawn", () => {
	const tokens = acceptedTokens(10);
	tokens.add("4201", "ada");
	expect([
		tokens.has("4201", "ada"),
		tokens.has("4202", "ada"),
		tokens.has("4201", "bob"),
	]).toEqual([true, false, false]);
	tokens.delete("4201", "ada");
	expect(tokens.has("4201", "ada")).toBe(false);
});

test("the number of tokens is bounded", () => {
	const tokens = acceptedTokens(3);
	for (const token of ["a", "b", "c", "d"]) tokens.add("1", token);
	expect(
		["a", "b", "c", "d"].filter((token) => tokens.has("1", token)),
	).toEqual(["d"]);
});

test("deployments do not share tokens", () => {
	const [one, other] = [{}, {}];
	acceptedIn(one).add("1", "a");
	expect(
		[acceptedIn(one), acceptedIn(other)].map((each) => each.has("1", "a")),
	).toEqual([true, false]);
});
