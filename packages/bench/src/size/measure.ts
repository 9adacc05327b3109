import { join, parse } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, type Metafile, type Plugin } from "esbuild";
import { builtModules } from "./built-modules.ts";

/** The size of a bundle, in bytes. */
export type BundleSize = {
	/** What is loaded before the first line runs. */
	minified: number;
	gzipped: number;
	/** What `import()` may load, gzipped: its source's name, or "shared" → bytes. */
	lazyChunks: Map<string, number>;
	/** Package name → its part of `minified`. */
	bytesByPackage: Map<string, number>;
};

const entries = fileURLToPath(new URL("./entries", import.meta.url));

/**
 * Bundles one of the entries as a web application would: minified ES modules, split at each `import()`.
 *
 * @param external packages that are left out
 */
export async function measureBundle(
	entry: string,
	external: string[] = [],
): Promise<BundleSize> {
	const { outputFiles, metafile } = await build({
		entryPoints: [join(entries, entry)],
		absWorkingDir: entries,
		outdir: entries,
		write: false,
		metafile: true,
		bundle: true,
		minify: true,
		splitting: true,
		format: "esm",
		platform: "browser",
		target: "es2022",
		legalComments: "none",
		external,
		plugins: [resolveBuiltPackages],
	});
	const gzippedSizes = new Map(
		outputFiles.map(({ path, contents }) => [
			path,
			gzipSync(contents, { level: 9 }).byteLength,
		]),
	);
	const initial = initialFiles(metafile);
	return {
		minified: sum(
			[...initial].map((file) => metafile.outputs[file]?.bytes ?? 0),
		),
		gzipped: sum(
			[...initial].map((file) => gzippedSizes.get(join(entries, file)) ?? 0),
		),
		lazyChunks: lazyChunks(metafile, initial, gzippedSizes),
		bytesByPackage: bytesByPackage(metafile, initial),
	};
}

/** Resolves the workspace packages to their builds, as an installed package would be. */
const resolveBuiltPackages: Plugin = {
	name: "resolve-built-packages",
	setup({ onResolve }) {
		const modules = builtModules();
		onResolve({ filter: /^@signoff\// }, ({ path }) => ({
			path: modules[path],
			sideEffects: false,
		}));
	},
};

/** The entry's file, and what it imports statically. */
function initialFiles({ outputs }: Metafile): Set<string> {
	const files = new Set<string>();
	const add = (file: string): void => {
		files.add(file);
		for (const { kind, path } of outputs[file]?.imports ?? [])
			if (kind === "import-statement" && !files.has(path)) add(path);
	};
	for (const [file, { entryPoint }] of Object.entries(outputs))
		if (entryPoint !== undefined && !entryPoint.startsWith("..")) add(file);
	return files;
}

function lazyChunks(
	{ outputs }: Metafile,
	initial: Set<string>,
	gzippedSizes: Map<string, number>,
): Map<string, number> {
	const chunks = new Map<string, number>();
	for (const [file, { entryPoint }] of Object.entries(outputs)) {
		if (initial.has(file)) continue;
		const name = entryPoint ? parse(entryPoint).name : "shared";
		const bytes = gzippedSizes.get(join(entries, file)) ?? 0;
		chunks.set(name, (chunks.get(name) ?? 0) + bytes);
	}
	return chunks;
}

function bytesByPackage(
	{ outputs }: Metafile,
	files: Set<string>,
): Map<string, number> {
	const bytes = new Map<string, number>();
	for (const file of files)
		for (const [input, { bytesInOutput }] of Object.entries(
			outputs[file]?.inputs ?? {},
		)) {
			const name = packageName(input);
			bytes.set(name, (bytes.get(name) ?? 0) + bytesInOutput);
		}
	return bytes;
}

function packageName(path: string): string {
	const installed = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
	const workspace = /([^/]+)\/dist\//.exec(path)?.[1];
	return (
		installed ??
		(workspace === undefined ? "the entry" : `@signoff/${workspace}`)
	);
}

/** The sum of all numbers. */
export function sum(numbers: Iterable<number>): number {
	return [...numbers].reduce((total, each) => total + each, 0);
}
