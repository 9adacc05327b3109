import { createRequire } from "node:module";
import { dirname, join } from "node:path";

// The platforms for which the repository also installs Node, so that all runtimes exist wherever a test runs.
const platforms = {
	"linux-x64": ["bun-linux-x64", "linux-x64-glibc"],
	"linux-arm64": ["bun-linux-aarch64", "linux-arm64-glibc"],
	"darwin-x64": ["bun-darwin-x64", "darwin-x64"],
	"darwin-arm64": ["bun-darwin-aarch64", "darwin-arm64"],
} as const;

const [bunName, denoName] =
	Object.entries(platforms).find(
		([name]) => name === `${process.platform}-${process.arch}`,
	)?.[1] ?? [];

/** The Bun binary from npm for this platform. Throws if there is none. */
export function bunBinary(): string {
	return join(folderOf(`@oven/${bunName}`), "bin/bun");
}

/** The Deno binary from npm for this platform. Throws if there is none. */
export function denoBinary(): string {
	return join(folderOf(`@deno/${denoName}`), "deno");
}

function folderOf(name: string): string {
	const { resolve } = createRequire(import.meta.url);
	return dirname(resolve(`${name}/package.json`));
}
