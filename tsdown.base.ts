import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { UserConfig } from "tsdown";

/** The fields of a `package.json` that define what is published. */
type Manifest = {
	publishConfig: {
		exports: Record<string, string | { default: string }>;
		bin?: Record<string, string>;
	};
};

/**
 * Returns the build configuration of a published package: ES modules with declarations, one entry for each file of
 * `dist` that `publishConfig` names (`./dist/x.js` is built from `src/x.ts`).
 *
 * @param folder the package's folder, as `import.meta.dirname`
 */
export function published(folder: string): UserConfig {
	const manifest: Manifest = JSON.parse(
		readFileSync(join(folder, "package.json"), "utf8"),
	);
	const { exports, bin = {} } = manifest.publishConfig;
	const modules = Object.values(exports)
		.map((each) => (typeof each === "string" ? each : each.default))
		.flatMap(sourceOf);
	return {
		entry: [...modules, ...Object.values(bin).flatMap(sourceOf)],
		format: "esm",
		platform: "node",
		target: "node22.18",
		dts: { entry: modules },
		fixedExtension: false,
		hash: false,
		sourcemap: true,
	};
}

function sourceOf(file: string): string[] {
	const name = /^\.\/dist\/(.+)\.js$/.exec(file)?.[1];
	return name === undefined ? [] : [`src/${name}.ts`];
}
