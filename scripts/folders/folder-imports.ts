import { dirname, join, relative } from "node:path/posix";

/** Source text by path, relative to a package's `src`. */
export type Sources = ReadonlyMap<string, string>;

/** An import across folders: the importing and the imported file, relative to `src`. */
export type FolderImport = { from: string; to: string };

/** Importing folder → imported folder → the imports. The root of `src` is `.`. */
export type FolderGraph = Map<string, Map<string, FolderImport[]>>;

// Static imports, re-exports and `import()`, also over several lines. Type-only imports count too.
const specifiers = /(?:\bfrom|\bimport)\s*\(?\s*"(\.[^"]+)"/g;

/** Tests and test helpers. */
export const testFile: RegExp = /\.(?:test|browser)\.tsx?$|(?:^|\/)testing\//;

/**
 * Returns the imports between the folders of one package, without those of tests and test helpers.
 *
 * @param folderOf maps a file to its folder: its directory, or a coarser grouping
 */
export function folderImports(
	sources: Sources,
	folderOf: (file: string) => string = dirname,
): FolderGraph {
	const graph: FolderGraph = new Map();
	for (const [from, text] of sources) {
		if (testFile.test(from)) continue;
		for (const [, specifier = ""] of text.matchAll(specifiers)) {
			const to = relative(".", join(dirname(from), specifier));
			const [source, target] = [folderOf(from), folderOf(to)];
			if (source === target || to.startsWith("..")) continue;
			const targets = graph.get(source) ?? new Map<string, FolderImport[]>();
			graph.set(source, targets);
			targets.set(target, [...(targets.get(target) ?? []), { from, to }]);
		}
	}
	return graph;
}

/** The top-level folder of a path: `a` for `a/b/c.ts`, `.` for a file at the root. */
export function topFolder(file: string): string {
	const [first = "", ...rest] = file.split("/");
	return rest.length === 0 ? "." : first;
}
