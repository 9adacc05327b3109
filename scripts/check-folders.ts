// Fails if folders of one package import each other, directly or through other folders.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
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

console.log(`${packages.size} packages, ${count} cycles between folders.`);
process.exitCode = count === 0 ? 0 : 1;

function importsOf(graph: FolderGraph, cycle: string[]): string {
	return cycle
		.flatMap((folder, index) => {
			const next = cycle[(index + 1) % cycle.length] ?? "";
			return graph.get(folder)?.get(next) ?? [];
		})
		.map(({ from, to }) => `  ${from} → ${to}`)
		.join("\n");
}
