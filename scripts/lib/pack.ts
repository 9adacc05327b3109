import { join } from "node:path";
import {
	type PublishedPackage,
	pnpmCommand,
	publishedPackages,
} from "./repository.ts";
import { runOrThrow } from "./run.ts";

/** A published package, with the tarball that a registry would serve. */
export type PackedPackage = PublishedPackage & { tarball: string };

/** Packs every published package into a folder, as `pnpm publish` does. */
export async function packAll(folder: string): Promise<PackedPackage[]> {
	const [command, ...args] = pnpmCommand();
	const packed: PackedPackage[] = [];
	for (const each of publishedPackages()) {
		const tarball = join(
			folder,
			`${each.name.replace("@", "").replace("/", "-")}-${each.version}.tgz`,
		);
		await runOrThrow(command, [...args, "pack", "--out", tarball], each.folder);
		packed.push({ ...each, tarball });
	}
	return packed;
}
