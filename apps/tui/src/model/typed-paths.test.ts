import { expect, test } from "vitest";
import { shellWords, typedPaths } from "./typed-paths.ts";

const base = { home: "/home/ada", cwd: "/plans" };
const there = new Set(["/plans/a b.pdf", "/plans/a", "/x/c.pdf", "/plans/d'e"]);

test.each<[typed: string, paths: string[]]>([
	["", []],
	["  ", []],
	["/x/c.pdf", ["/x/c.pdf"]],
	[" /x/c.pdf ", ["/x/c.pdf"]],
	["c.pdf", ["/plans/c.pdf"]],
	["~/c.pdf", ["/home/ada/c.pdf"]],
	["~ada/c.pdf", ["/plans/~ada/c.pdf"]],
	["a b.pdf", ["/plans/a b.pdf"]],
	["a\\ b.pdf", ["/plans/a b.pdf"]],
	["'a b.pdf'", ["/plans/a b.pdf"]],
	['"a b.pdf" /x/c.pdf', ["/plans/a b.pdf", "/x/c.pdf"]],
	["a /x/c.pdf", ["/plans/a", "/x/c.pdf"]],
	["d'e", ["/plans/d'e"]],
	["file:///x/with%20blank.pdf", ["/x/with blank.pdf"]],
	["file://%", ["/plans/file:/%"]],
	["no such file.pdf", ["/plans/no such file.pdf"]],
	["'no such file.pdf'", ["/plans/no such file.pdf"]],
])("%j is %j", (typed, paths) => {
	expect(typedPaths(typed, base, (path) => there.has(path))).toEqual(paths);
});

test.each<[text: string, words: string[]]>([
	["a  b", ["a", "b"]],
	["'a \\ b' c", ["a \\ b", "c"]],
	['"a \\" b"', ['a " b']],
	["''", [""]],
	["'open to the end", ["open to the end"]],
	["ends with\\", ["ends", "with"]],
])("the words of %j are %j", (text, words) => {
	expect(shellWords(text)).toEqual(words);
});
