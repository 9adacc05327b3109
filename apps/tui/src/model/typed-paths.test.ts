import { expect, test } from "vitest";
import { shellWords, typedPaths } from "./typed-paths.ts";

const base = { home: "/home/ada", cwd: "/work" };
const there = new Set(["/work/a b.pdf", "/work/a", "/x/c.pdf", "/work/d'e"]);

test.each<[typed: string, paths: string[]]>([
	["", []],
	["  ", []],
	["/x/c.pdf", ["/x/c.pdf"]],
	[" /x/c.pdf ", ["/x/c.pdf"]],
	["c.pdf", ["/work/c.pdf"]],
	["~/c.pdf", ["/home/ada/c.pdf"]],
	["~ada/c.pdf", ["/work/~ada/c.pdf"]],
	["a b.pdf", ["/work/a b.pdf"]],
	["a\\ b.pdf", ["/work/a b.pdf"]],
	["'a b.pdf'", ["/work/a b.pdf"]],
	['"a b.pdf" /x/c.pdf', ["/work/a b.pdf", "/x/c.pdf"]],
	["a /x/c.pdf", ["/work/a", "/x/c.pdf"]],
	["d'e", ["/work/d'e"]],
	["file:///x/with%20blank.pdf", ["/x/with blank.pdf"]],
	["file://%", ["/work/file:/%"]],
	["no such file.pdf", ["/work/no such file.pdf"]],
	["'no such file.pdf'", ["/work/no such file.pdf"]],
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
