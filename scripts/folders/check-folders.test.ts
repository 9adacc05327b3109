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
	"a/sibling.ts": imports("./a.ts"),
	"b/b.ts": `import type { C } from "../c/c.ts";\n`,
	"c/c.ts": imports("node:fs"),
};

test("an acyclic graph has no cycle", () => {
	expect(findCycles(folderImports(sources(ordered)))).toEqual([]);
});

test.each([
	["an import", imports("../a/a.ts")],
	["a type import", `import type { A } from "../a/a.ts";\n`],
	["an import over several lines", 'import {\n\ta,\n} from "../a/a.ts";\n'],
	["a side-effect import", 'import "../a/a.ts";\n'],
	["a re-export", `export { a } from "../a/a.ts";\n`],
	["import()", `const a = () => import("../a/a.ts");\n`],
])("a cycle closed by %s is reported", (_, text) => {
	const cyclic = sources({ ...ordered, "c/c.ts": text });
	expect(findCycles(folderImports(cyclic))).toEqual([["a", "b", "c"]]);
});

test("a cycle between a folder and its subfolder is reported", () => {
	const cyclic = sources({
		"a/a.ts": imports("./b/b.ts"),
		"a/b/b.ts": imports("../a.ts"),
	});
	expect(findCycles(folderImports(cyclic))).toEqual([["a", "a/b"]]);
});

test("a cycle between top-level folders is reported even if their subfolders form none", () => {
	const cyclic = sources({
		"a/one/x.ts": imports("../../b/b.ts"),
		"b/b.ts": imports("../a/two/y.ts"),
		"a/two/y.ts": "",
	});
	expect(findCycles(folderImports(cyclic))).toEqual([]);
	expect(findCycles(folderImports(cyclic, topFolder))).toEqual([["a", "b"]]);
});

test("tests and test helpers are not checked", () => {
	const withTests = sources({
		...ordered,
		"c/c.test.ts": imports("../a/a.ts"),
		"c/c.browser.ts": imports("../a/a.ts"),
		"testing/helper.ts": imports("../a/a.ts"),
	});
	expect(findCycles(folderImports(withTests))).toEqual([]);
});
