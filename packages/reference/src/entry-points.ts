import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The repository's root folder. */
export const root: string = join(import.meta.dirname, "../../..");

/** A module that a published package exports. */
export type EntryPoint = {
	/** As it is imported: `@signoff/core/outcome`. */
	module: string;
	/** Absolute path of its source. */
	file: string;
};

/** Every module that a published package exports, sorted by name. */
export function entryPoints(): EntryPoint[] {
	const manifests = globSync("{packages,apps}/*/package.json", { cwd: root });
	return manifests
		.flatMap((manifest) => modulesOf(join(root, manifest)))
		.sort((a, b) => (a.module < b.module ? -1 : 1));
}

function modulesOf(path: string): EntryPoint[] {
	const manifest: Manifest = JSON.parse(readFileSync(path, "utf8"));
	if (manifest.private === true) return [];
	return Object.entries(manifest.exports ?? {})
		.filter(([, source]) => /\.tsx?$/.test(source))
		.map(([subpath, source]) => ({
			module: `${manifest.name}${subpath.slice(1)}`,
			file: join(dirname(path), source),
		}));
}

type Manifest = {
	name: string;
	private?: boolean;
	exports?: Record<string, string>;
};
