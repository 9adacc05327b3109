import { createRequire } from "node:module";
import { dirname, join } from "node:path";

// The repository's own Node comes for these platforms too, so that wherever a test runs there is each of them.
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

/** Bun, as npm ships it for this platform. Throws where it does not. */
export function bunBinary(): string {
	return join(folderOf(`@oven/${bunName}`), "bin/bun");
}

/** Deno, as npm ships it for this platform. Throws where it does not. */
export function denoBinary(): string {
	return join(folderOf(`@deno/${denoName}`), "deno");
}

function folderOf(name: string): string {
	const { resolve } = createRequire(import.meta.url);
	return dirname(resolve(`${name}/package.json`));
}
