import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { inTemporaryFolder } from "../lib/temp-folder.ts";
import { checkDocuments, checkSourceMaps } from "./contents.ts";

const sources = [
	"../src/main.ts",
	"../../../packages/core/src/index.ts",
	"../../../packages/sdk/src/index.ts",
	"../../../node_modules/.pnpm/@scope+name@1.2.3_react@19.0.0/node_modules/@scope/name/index.js",
];
const texts = ["own", "core", "sdk", null];
const notices = `Intro\n\n${"-".repeat(80)}\n\n@scope/name 1.2.3 (MIT)\n\nCopyright ${"text ".repeat(120)}`;

const complete = {
	"dist/index.js": 'import { a } from "./main.js";\n\nexport { a };\n',
	"dist/main.js": "export const a = 1;\n//# sourceMappingURL=main.js.map",
	"dist/main.js.map": JSON.stringify({ sources, sourcesContent: texts }),
	"THIRD-PARTY-NOTICES.txt": notices,
};

function map(changed: object): Record<string, string> {
	const text = JSON.stringify({ sources, sourcesContent: texts, ...changed });
	return { "dist/main.js.map": text };
}

test.each<[problem: string, files: Record<string, string>]>([
	[
		"dist/other.js has no source map",
		{ "dist/other.js": "export const b = 2;\n" },
	],
	["the text of ../src/main.ts", map({ sourcesContent: [null, "", "", null] })],
	["the text of ../src/main.ts", map({ sourcesContent: undefined })],
	[
		"It contains @signoff/core, and is released with @signoff/core, @signoff/sdk",
		map({ sources: sources.filter((each) => !each.includes("sdk")) }),
	],
	[
		"It contains @signoff/core, @signoff/edge, @signoff/sdk, and is released with",
		map({
			sources: [...sources, "../../../apps/edge/src/index.ts"],
			sourcesContent: [...texts, ""],
		}),
	],
	[
		"The licence of @scope/name 1.2.3 is missing",
		{ "THIRD-PARTY-NOTICES.txt": notices.replace("1.2.3", "1.2.2") },
	],
	[
		"The licence of @scope/name 1.2.3 is not complete",
		{ "THIRD-PARTY-NOTICES.txt": notices.replaceAll("text ", "") },
	],
])("a package is incomplete: %s", async (problem, files) => {
	await inTemporaryFolder(async (folder) => {
		write(folder, complete);
		checkSourceMaps(folder, "@signoff/tui");
		write(folder, files);
		expect(() => checkSourceMaps(folder, "@signoff/tui")).toThrow(problem);
	});
});

const manifest = {
	version: "1.0.0",
	description: "A package",
	keywords: [],
	author: "Signoff contributors",
	license: "MIT",
	bugs: {},
	repository: {
		url: "git+https://forge.example/owner/signoff.git",
		directory: "packages/sdk",
	},
};
const documents = {
	"package.json": JSON.stringify(manifest),
	"README.md": "[Docs](https://forge.example)",
	"CHANGELOG.md": "# sdk\n\n## 1.0.0\n",
	LICENSE: "MIT",
};

test.each<[problem: string, files: Record<string, string>]>([
	["relative links: ../docs/sdk.md", { "README.md": "[a](../docs/sdk.md)" }],
	["CHANGELOG.md", { "CHANGELOG.md": "## 0.9.0\n" }],
	[
		"no `author`",
		{ "package.json": JSON.stringify({ ...manifest, author: undefined }) },
	],
	[
		"The repository is undefined",
		{ "package.json": JSON.stringify({ ...manifest, repository: undefined }) },
	],
])("documents are incomplete: %s", async (problem, files) => {
	await inTemporaryFolder(async (folder) => {
		write(folder, documents);
		checkDocuments(folder);
		write(folder, files);
		expect(() => checkDocuments(folder)).toThrow(problem);
	});
});

function write(folder: string, files: Record<string, string>): void {
	mkdirSync(join(folder, "dist"), { recursive: true });
	for (const [name, text] of Object.entries(files))
		writeFileSync(join(folder, name), text);
}
