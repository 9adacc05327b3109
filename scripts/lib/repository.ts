import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The repository's root folder. */
export const root: string = join(import.meta.dirname, "../..");

/** A package that is published. */
export type PublishedPackage = {
	name: string;
	version: string;
	folder: string;
	/** Modules that can be imported without its optional peers: `@signoff/a`, `@signoff/a/b`. */
	modules: string[];
	/** Names of the commands that it installs. */
	bins: string[];
};

/** Returns every package that is published. */
export function publishedPackages(): PublishedPackage[] {
	const files = globSync("{packages,apps}/*/package.json", { cwd: root });
	return files.sort().flatMap((file) => {
		const manifest: Manifest = JSON.parse(
			readFileSync(join(root, file), "utf8"),
		);
		return manifest.private === true
			? []
			: [readPackage(dirname(file), manifest)];
	});
}

function readPackage(folder: string, manifest: Manifest): PublishedPackage {
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

/** The command and first arguments that run the pnpm version of `packageManager`. */
export function pnpmCommand(): [command: string, ...args: string[]] {
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
