import { readFileSync } from "node:fs";
import { join } from "node:path";
import { manifests, reasonOf } from "./direct.ts";
import { installedFolder } from "./installed-folder.ts";

/** A package that users of the published packages install or run. */
export type ShippedPackage = { name: string; version: string; licence: string };

type InstalledManifest = {
	name: string;
	version: string;
	license?: string;
	dependencies?: Record<string, string>;
	optionalDependencies?: Record<string, string>;
};

/**
 * Everything that the published packages install, and everything that a program of theirs contains, with the indirect
 * dependencies. Without optional packages that are not installed here, because they are for other platforms.
 */
export function shippedPackages(): ShippedPackage[] {
	const found = new Map<string, ShippedPackage>();
	for (const { folder, manifest } of manifests()) {
		if (manifest.private === true) continue;
		const bundled = Object.keys(manifest.devDependencies ?? {}).filter(
			(name) => reasonOf(name)?.reach === "bundled",
		);
		visit(folder, [...installedNames(manifest), ...bundled], found);
	}
	return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function visit(
	folder: string,
	names: string[],
	found: Map<string, ShippedPackage>,
): void {
	for (const name of names.filter((each) => !each.startsWith("@signoff/"))) {
		const path = installedFolder(folder, name);
		if (path === null || found.has(path)) continue;
		const manifest: InstalledManifest = JSON.parse(
			readFileSync(join(path, "package.json"), "utf8"),
		);
		const { version, license = "none stated" } = manifest;
		found.set(path, { name, version, licence: license });
		visit(path, installedNames(manifest), found);
	}
}

function installedNames({
	dependencies,
	optionalDependencies,
}: Partial<InstalledManifest>): string[] {
	return Object.keys({ ...dependencies, ...optionalDependencies });
}
