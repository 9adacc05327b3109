import { appendFileSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { assert } from "./checks.ts";
import { emptyFolder, install } from "./npm.ts";
import type { Registry } from "./registry.ts";
import { release } from "./workspace.ts";

const marker = "signoffRehearsal";

/**
 * Releases a patch of the sdk from a copy of the checkout that is released already, and checks that this publishes the
 * sdk and the terminal app, which contains it, and nothing else.
 */
export async function releasePatch(
	copy: string,
	registry: Registry,
	names: readonly string[],
): Promise<void> {
	const expected = [
		nextPatch(join(copy, "apps/tui")),
		nextPatch(join(copy, "packages/sdk")),
	];
	appendFileSync(
		join(copy, "packages/sdk/src/client.ts"),
		`\nReflect.set(globalThis, "${marker}", true);\n`,
	);
	writeFileSync(
		join(copy, ".changeset/rehearsal.md"),
		'---\n"@signoff/sdk": patch\n---\n\nA patch.\n',
	);
	const before = await registry.versions(names);
	await release(copy, registry);
	const after = await registry.versions(names);
	const published = after.filter((each) => !before.includes(each)).sort();
	assert(
		published.join() === expected.sort().join(),
		`It published ${published.join(", ")} instead of ${expected.join(", ")}.`,
	);
}

/** Checks that a new installation of a package runs the patched sdk: as a dependency, or as a part of its files. */
export async function checkPatched(
	name: string,
	folder: string,
	registry: Registry,
): Promise<void> {
	emptyFolder(folder, registry);
	await install(folder, name);
	const files = globSync("node_modules/@signoff/*/dist/**/*.js", {
		cwd: folder,
	});
	const patched = files.filter((file) =>
		readFileSync(join(folder, file), "utf8").includes(marker),
	);
	assert(patched.length > 0, "No installed file contains the patch.");
}

function nextPatch(folder: string): string {
	const { name, version }: { name: string; version: string } = JSON.parse(
		readFileSync(join(folder, "package.json"), "utf8"),
	);
	const [major, minor, patch] = version.split(".").map(Number);
	return `${name}@${major}.${minor}.${(patch ?? 0) + 1}`;
}
