import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** What `bundledPackages` needs of a workspace package. */
export type WorkspacePackage = {
	name: string;
	private: boolean;
	version: string;
	/** Packages that npm installs with it. */
	dependencies: string[];
	devDependencies: string[];
	/** Packages that its published sources import. */
	imports: string[];
};

/**
 * The workspace packages of which each published package contains the code, by name: those that its sources import
 * although npm does not install them, and what these import.
 */
export function bundledPackages(
	packages: readonly WorkspacePackage[],
): Map<string, string[]> {
	const byName = new Map(packages.map((each) => [each.name, each]));
	const published = packages.filter((each) => !each.private);
	return new Map(
		published.flatMap(({ name, imports, dependencies, devDependencies }) => {
			const contained = new Set(
				imports.filter(
					(each) =>
						byName.has(each) &&
						devDependencies.includes(each) &&
						!dependencies.includes(each),
				),
			);
			for (const each of contained)
				for (const next of byName.get(each)?.imports ?? [])
					if (byName.has(next) && next !== each) contained.add(next);
			return contained.size === 0 ? [] : [[name, [...contained].sort()]];
		}),
	);
}

/** Reads the packages of a workspace whose packages lie in `packages` and `apps`. */
export function readWorkspace(root: string): WorkspacePackage[] {
	const files = globSync("{packages,apps}/*/package.json", { cwd: root });
	return files.sort().map((file) => {
		const manifest: Manifest = JSON.parse(
			readFileSync(join(root, file), "utf8"),
		);
		const { name, version, dependencies, optionalDependencies } = manifest;
		return {
			name,
			version,
			private: manifest.private === true,
			dependencies: Object.keys({ ...dependencies, ...optionalDependencies }),
			devDependencies: Object.keys(manifest.devDependencies ?? {}),
			imports: importedPackages(join(root, dirname(file), "src")),
		};
	});
}

const specifiers =
	/(?:\bfrom|\bimport)\s*\(?\s*"((?:@[^/"]+\/)?[^./"@][^/"]*)/g;

/** The packages that the sources in a folder import, without those of tests and test helpers. */
function importedPackages(folder: string): string[] {
	const sources = globSync("**/*.{ts,tsx}", { cwd: folder }).filter(
		(file) =>
			!/\.(?:test|browser)\.tsx?$|(?:^|\/)(?:testing|bench|dev)\//.test(file),
	);
	const names = sources.flatMap((file) =>
		[...readFileSync(join(folder, file), "utf8").matchAll(specifiers)].map(
			([, name = ""]) => name,
		),
	);
	return [...new Set(names)].sort();
}

type Manifest = {
	name: string;
	version: string;
	private?: boolean;
	dependencies?: Record<string, string>;
	optionalDependencies?: Record<string, string>;
	devDependencies?: Record<string, string>;
};
