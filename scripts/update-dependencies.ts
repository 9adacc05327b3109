// Looks up every direct dependency in the registry, and writes docs/dependencies.md. Run it on Linux (x64): one platform
// stands for all. `--offline` uses the facts of the last run.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { manifests, representative } from "./dependencies/direct.ts";
import { installedFolder } from "./dependencies/installed-folder.ts";
import { reasons } from "./dependencies/reasons.ts";
import { updateFacts } from "./dependencies/registry.ts";
import { renderDependencies } from "./dependencies/render.ts";
import { root } from "./lib/repository.ts";

if (!process.argv.includes("--offline")) {
	const names = Object.keys(reasons).flatMap(
		(key) => representative(key) ?? [],
	);
	await updateFacts(new Map(names.map((name) => [name, folderOf(name)])));
}
writeFileSync(join(root, "docs/dependencies.md"), renderDependencies());

function folderOf(name: string): string {
	for (const { folder } of manifests()) {
		const found = installedFolder(folder, name);
		if (found !== null) return found;
	}
	throw new Error(`${name} is not installed.`);
}
