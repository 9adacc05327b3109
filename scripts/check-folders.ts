// Fails if folders of one package import each other, directly or through other folders, or if CONTRIBUTING.md lists
// other folders than there are.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
	documentedFolders,
	listProblems,
} from "./folders/documented-folders.ts";
import { findCycles } from "./folders/find-cycles.ts";
import {
	type FolderGraph,
	folderImports,
	topFolder,
} from "./folders/folder-imports.ts";
import { root } from "./lib/repository.ts";

const files = execFileSync(
	"git",
	["ls-files", "-co", "--exclude-standard", "*.ts", "*.tsx"],
	{ cwd: root, encoding: "utf8" },
)
	.trim()
	.split("\n");

const packages = new Map<string, Map<string, string>>();
for (const file of files) {
	const [, name, path] =
		/^((?:packages|apps)\/[^/]+)\/src\/(.+)$/.exec(file) ?? [];
	if (name === undefined || path === undefined) continue;
	const sources = packages.get(name) ?? new Map<string, string>();
	packages.set(name, sources.set(path, readFileSync(join(root, file), "utf8")));
}

let count = 0;
for (const [name, sources] of packages)
	for (const graph of [
		folderImports(sources),
		folderImports(sources, topFolder),
	])
		for (const cycle of findCycles(graph)) {
			count++;
			console.log(`${name}: ${[...cycle, cycle[0]].join(" → ")}`);
			console.log(importsOf(graph, cycle));
		}

const guide = "CONTRIBUTING.md";
const documented = documentedFolders(readFileSync(join(root, guide), "utf8"));
let problemCount = documented.size === 0 ? 1 : 0;
for (const [name, sources] of packages) {
	const listed = documented.get(name.replace(/^[a-z]+\//, ""));
	if (listed === undefined) continue;
	const graph = folderImports(sources, topFolder);
	for (const problem of listProblems(listed, sources, graph)) {
		problemCount++;
		console.log(`${guide}, ${name}: ${problem}.`);
	}
}

console.log(
	`${packages.size} packages, ${count} cycles between folders, ${problemCount} problems in ${guide}.`,
);
process.exitCode = count + problemCount === 0 ? 0 : 1;

function importsOf(graph: FolderGraph, cycle: string[]): string {
	return cycle
		.flatMap((folder, index) => {
			const next = cycle[(index + 1) % cycle.length] ?? "";
			return graph.get(folder)?.get(next) ?? [];
		})
		.map(({ from, to }) => `  ${from} → ${to}`)
		.join("\n");
}
