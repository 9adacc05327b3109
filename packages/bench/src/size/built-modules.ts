import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

type Manifest = {
	name: string;
	publishConfig: { exports: Record<string, string | { default: string }> };
};

const folders = ["core", "sdk"].map(
	(name) => new URL(`../../../${name}/`, import.meta.url),
);

/** Maps each module that core and the sdk publish (`@signoff/core/outcome`) to its built file. */
export function builtModules(): Record<string, string> {
	return Object.fromEntries(folders.flatMap(modulesOf));
}

function modulesOf(folder: URL): [name: string, file: string][] {
	const { name, publishConfig }: Manifest = JSON.parse(
		readFileSync(new URL("package.json", folder), "utf8"),
	);
	return Object.entries(publishConfig.exports).flatMap(([path, target]) =>
		typeof target === "string"
			? []
			: [
					[
						name + path.slice(1),
						fileURLToPath(new URL(target.default, folder)),
					],
				],
	);
}
