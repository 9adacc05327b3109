import { join } from "node:path";
import { type Published, pnpm, publishedPackages } from "./repository.ts";
import { must } from "./run.ts";

/** A published package as a registry would hand it out. */
export type Packed = Published & { tarball: string };

/** Packs every published package into a folder, as publishing would. */
export async function packAll(into: string): Promise<Packed[]> {
	const [command, ...args] = pnpm();
	const packed: Packed[] = [];
	for (const each of publishedPackages()) {
		const tarball = join(
			into,
			`${each.name.replace("@", "").replace("/", "-")}-${each.version}.tgz`,
		);
		await must(command, [...args, "pack", "--out", tarball], each.folder);
		packed.push({ ...each, tarball });
	}
	return packed;
}
