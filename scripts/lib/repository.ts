import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The repository's root folder. */
export const root: string = join(import.meta.dirname, "../..");

/** A package that is published. */
export type Published = {
	name: string;
	version: string;
	folder: string;
	/** What can be imported of it without installing one of its peers: `@signoff/a`, `@signoff/a/b`. */
	modules: string[];
	/** The commands that it installs. */
	bins: string[];
};

/** Every package that is published. */
export function publishedPackages(): Published[] {
	const files = globSync("{packages,apps}/*/package.json", { cwd: root });
	return files.sort().flatMap((file) => {
		const manifest: Manifest = JSON.parse(
			readFileSync(join(root, file), "utf8"),
		);
		return manifest.private === true
			? []
			: [published(dirname(file), manifest)];
	});
}

function published(folder: string, manifest: Manifest): Published {
	const {
		name,
		version,
		bin = {},
		exports = {},
		peerDependencies = {},
	} = manifest;
	const paths = Object.keys(exports).map((path) => path.replace(/^\.\/?/, ""));
	const modules = paths.filter(
		(path) => path !== "package.json" && !(path in peerDependencies),
	);
	return {
		name,
		version,
		folder: join(root, folder),
		modules: modules.map((path) => (path === "" ? name : `${name}/${path}`)),
		bins: Object.keys(bin),
	};
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
	exports?: Record<string, unknown>;
	peerDependencies?: Record<string, string>;
	packageManager: string;
};
