import { globSync, readFileSync } from "node:fs";
import { join, matchesGlob } from "node:path";
import { root } from "../lib/repository.ts";
import { type Reason, reasons } from "./reasons.ts";

/** A dependency that a manifest names, with the packages whose manifests name it. */
export type DirectDependency = { name: string; usedBy: string[] };

const fields = [
	"dependencies",
	"devDependencies",
	"optionalDependencies",
	"peerDependencies",
] as const;

type Manifest = {
	name: string;
	private?: boolean;
} & Partial<Record<(typeof fields)[number], Record<string, string>>>;

/** Every manifest of the repository, by its folder. */
export function manifests(): { folder: string; manifest: Manifest }[] {
	const files = globSync("{packages,apps}/*/package.json", { cwd: root });
	return ["package.json", ...files.sort()].map((file) => ({
		folder: join(root, file, ".."),
		manifest: JSON.parse(readFileSync(join(root, file), "utf8")),
	}));
}

/** Every direct dependency that is not a package of this repository, sorted by name. */
export function directDependencies(): DirectDependency[] {
	const usedBy = new Map<string, Set<string>>();
	for (const { manifest } of manifests())
		for (const field of fields)
			for (const name of Object.keys(manifest[field] ?? {}))
				if (!name.startsWith("@signoff/"))
					usedBy.set(name, (usedBy.get(name) ?? new Set()).add(manifest.name));
	return [...usedBy]
		.map(([name, packages]) => ({ name, usedBy: [...packages] }))
		.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The dependencies that a key of `reasons` names. */
export function matching(key: string): DirectDependency[] {
	return directDependencies().filter(({ name }) => matchesGlob(name, key));
}

/** The reason of a dependency; `null` if it has none. */
export function reasonOf(name: string): Reason | null {
	const key = Object.keys(reasons).find((each) => matchesGlob(name, each));
	return reasons[key ?? ""] ?? null;
}

/** The dependency that stands for those of a pattern: the one with facts. Platforms differ in nothing else. */
export function representative(key: string): string | undefined {
	const names = matching(key).map(({ name }) => name);
	return names.find((name) => name.includes("linux-x64")) ?? names[0];
}
