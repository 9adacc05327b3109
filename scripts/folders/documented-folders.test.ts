import { expect, test } from "vitest";
import { documentedFolders, listProblems } from "./documented-folders.ts";
import { folderImports, topFolder } from "./folder-imports.ts";

const text = `| Package | Folders |
|---|---|
| core | \`a\` (a note), \`b\` |
`;

const sources = new Map([
	["index.ts", ""],
	["a/a.ts", 'import { b } from "../b/b.ts";\n'],
	["b/b.ts", ""],
	["c/c.test.ts", ""],
	["testing/helper.ts", ""],
]);

const graph = folderImports(sources, topFolder);

test("the folders of a package are read from the table", () => {
	expect(documentedFolders(text)).toEqual(new Map([["core", ["a", "b"]]]));
});

test("a list with every folder, in the order of the imports, has no problem", () => {
	expect(listProblems(["a", "b"], sources, graph)).toEqual([]);
});

test("a folder that is missing, does not exist, or imports upwards is reported", () => {
	expect(listProblems(["b"], sources, graph)).toEqual(["`a` is not listed"]);
	expect(listProblems(["a", "b", "d"], sources, graph)).toEqual([
		"there is no folder `d`",
	]);
	expect(listProblems(["b", "a"], sources, graph)).toEqual([
		"`a` imports `b`, which stands before it",
	]);
});
