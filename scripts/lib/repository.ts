import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The repository's root folder. */
export const root: string = join(import.meta.dirname, "../..");

/** A package that is published: its name, version, folder and the commands that it installs. */
export type Published = {
	name: string;
	version: string;
	folder: string;
	bins: string[];
};

/** Every package that is published. */
export function publishedPackages(): Published[] {
	const files = globSync("{packages,apps}/*/package.json", {
		cwd: root,
	}).sort();
	return files.flatMap((file) => {
		const {
			name,
			version,
			private: kept,
			bin = {},
		}: Manifest = JSON.parse(readFileSync(join(root, file), "utf8"));
		return kept === true
			? []
			: [
					{
						name,
						version,
						folder: join(root, dirname(file)),
						bins: Object.keys(bin),
					},
				];
	});
}

/** The command that runs the pnpm this repository is pinned to, with the arguments it begins with. */
export function pnpm(): [command: string, ...args: string[]] {
	const { packageManager }: Manifest = JSON.parse(
		readFileSync(join(root, "package.json"), "utf8"),
	);
	return ["npx", "-y", packageManager];
}

type Manifest = {
	name: string;
	version: string;
	private?: boolean;
	bin?: Record<string, string>;
	packageManager: string;
};
