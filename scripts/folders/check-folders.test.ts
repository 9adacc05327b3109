import { expect, test } from "vitest";
import { findCycles } from "./find-cycles.ts";
import { folderImports, topFolder } from "./folder-imports.ts";

const sources = (files: Record<string, string>): Map<string, string> =>
	new Map(Object.entries(files));

const imports = (specifier: string): string =>
	`import { a } from "${specifier}";\n`;

const ordered = {
	"index.ts": `export { a } from "./a/a.ts";\n`,
	"a/a.ts": imports("../b/b.ts"),
	"a/own.ts": imports("./a.ts"),
	"b/b.ts": `import type { C } from "../c/c.ts";\n`,
	"c/c.ts": imports("node:fs"),
};

test("folders with an order have no cycle", () => {
	expect(findCycles(folderImports(sources(ordered)))).toEqual([]);
});

test.each([
	["an import", imports("../a/a.ts")],
	["a type import", `import type { A } from "../a/a.ts";\n`],
	["an import over several lines", 'import {\n\ta,\n} from "../a/a.ts";\n'],
	["an import for its effect", 'import "../a/a.ts";\n'],
	["an export", `export { a } from "../a/a.ts";\n`],
	["import()", `const a = () => import("../a/a.ts");\n`],
])("%s that closes a ring is found", (_, text) => {
	const planted = sources({ ...ordered, "c/c.ts": text });
	expect(findCycles(folderImports(planted))).toEqual([["a", "b", "c"]]);
});

test("a ring between a folder and one inside it is found", () => {
	const planted = sources({
		"a/a.ts": imports("./b/b.ts"),
		"a/b/b.ts": imports("../a.ts"),
	});
	expect(findCycles(folderImports(planted))).toEqual([["a", "a/b"]]);
});

test("a ring of top folders is found, also if no two inner folders form one", () => {
	const planted = sources({
		"a/one/x.ts": imports("../../b/b.ts"),
		"b/b.ts": imports("../a/two/y.ts"),
		"a/two/y.ts": "",
	});
	expect(findCycles(folderImports(planted))).toEqual([]);
	expect(findCycles(folderImports(planted, topFolder))).toEqual([["a", "b"]]);
});

test("tests may import what they like", () => {
	const planted = sources({
		...ordered,
		"c/c.test.ts": imports("../a/a.ts"),
		"c/c.browser.ts": imports("../a/a.ts"),
		"testing/helper.ts": imports("../a/a.ts"),
	});
	expect(findCycles(folderImports(planted))).toEqual([]);
});
