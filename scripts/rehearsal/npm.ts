import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { command } from "./command.ts";
import type { Registry } from "./registry.ts";

const flags = ["--no-audit", "--no-fund", "--loglevel=error"];

/** Creates a folder with a `package.json` that names no package, and a configuration that names the registry. */
export function emptyFolder(
	folder: string,
	registry: Registry,
	manifest: object = { private: true, type: "module" },
): void {
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
	writeFileSync(join(folder, ".npmrc"), registry.npmrc);
}

/** Runs `npm install` in a folder. */
export async function install(
	folder: string,
	...packages: string[]
): Promise<void> {
	await command("npm", ["install", ...flags, ...packages], folder);
}

/** A version of Node.js, and the path of its program. */
export type NodeVersion = { version: string; program: string };

// The oldest that the packages support, the long-term release, and the one that runs this program.
const installed = ["22.18", "24"];

/**
 * Installs the versions of Node.js on which the packages are used. Returns them with the one that runs this program.
 *
 * @param folder an empty folder
 */
export async function installNodes(folder: string): Promise<NodeVersion[]> {
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, "package.json"), "{}");
	const { platform, arch } = process;
	const name = `node${platform === "darwin" && arch === "arm64" ? "-bin" : ""}-${platform}-${arch}`;
	await install(
		folder,
		...installed.map((version) => `node-${version}@npm:${name}@${version}`),
	);
	const own = process.versions.node.split(".")[0] ?? "";
	return [
		...installed.map((version) => ({
			version,
			program: join(folder, `node_modules/node-${version}/bin/node`),
		})),
		{ version: own, program: process.execPath },
	];
}
