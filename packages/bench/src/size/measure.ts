import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, type Metafile, type Plugin } from "esbuild";
import { builtModules } from "./built-modules.ts";

/** What a bundle weighs, in bytes. */
export type Weight = {
	/** What is loaded before the first line runs. */
	minified: number;
	gzipped: number;
	/** The same with everything that `import()` may bring later, gzipped. */
	whole: number;
	/** What of the minified bytes comes from where: a package's name, and bytes. */
	shares: Map<string, number>;
};

const entries = fileURLToPath(new URL("./entries", import.meta.url));

/** Bundles one of the entries as a web application would: minified ES modules, split where `import()` says so. */
export async function weigh(entry: string): Promise<Weight> {
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
		plugins: [asInstalled],
	});
	const gzipped = new Map(
		outputFiles.map(({ path, contents }) => [
			path,
			gzipSync(contents, { level: 9 }).byteLength,
		]),
	);
	const atOnce = loadedAtOnce(metafile);
	return {
		minified: sum(
			[...atOnce].map((file) => metafile.outputs[file]?.bytes ?? 0),
		),
		gzipped: sum(
			[...atOnce].map((file) => gzipped.get(join(entries, file)) ?? 0),
		),
		whole: sum([...gzipped.values()]),
		shares: sharesOf(metafile, atOnce),
	};
}

/** Our packages as they are published, not their sources. */
const asInstalled: Plugin = {
	name: "as-installed",
	setup({ onResolve }) {
		const modules = builtModules();
		onResolve({ filter: /^@signoff\// }, ({ path }) => ({
			path: modules[path],
			sideEffects: false,
		}));
	},
};

/** The entry's file, and what it imports without `import()`. */
function loadedAtOnce({ outputs }: Metafile): Set<string> {
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

function sharesOf(
	{ outputs }: Metafile,
	files: Set<string>,
): Map<string, number> {
	const shares = new Map<string, number>();
	for (const file of files)
		for (const [input, { bytesInOutput }] of Object.entries(
			outputs[file]?.inputs ?? {},
		)) {
			const name = packageOf(input);
			shares.set(name, (shares.get(name) ?? 0) + bytesInOutput);
		}
	return shares;
}

function packageOf(path: string): string {
	const installed = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
	const ours = /([^/]+)\/dist\//.exec(path)?.[1];
	return installed ?? (ours === undefined ? "the entry" : `@signoff/${ours}`);
}

function sum(numbers: number[]): number {
	return numbers.reduce((total, each) => total + each, 0);
}
