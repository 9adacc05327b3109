import { globSync, readFileSync, writeFileSync } from "node:fs";
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
		hooks: { "build:done": () => removeMapComments(join(folder, "dist")) },
	};
}

/** Removes the comments that name a source map from the declarations, which have none. */
function removeMapComments(dist: string): void {
	for (const name of globSync("**/*.d.ts", { cwd: dist })) {
		const file = join(dist, name);
		const text = readFileSync(file, "utf8");
		writeFileSync(file, text.replace(/\n\/\/# sourceMappingURL=\S+$/, "\n"));
	}
}

function sourceOf(file: string): string[] {
	const name = /^\.\/dist\/(.+)\.js$/.exec(file)?.[1];
	return name === undefined ? [] : [`src/${name}.ts`];
}
