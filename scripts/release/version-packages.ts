import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runOrThrow } from "../lib/run.ts";
import { bundledPackages, readWorkspace } from "./bundled-packages.ts";

/**
 * Runs `changeset version` in a workspace. If that releases a package, every package that contains its code is released
 * too: changesets knows dependencies only. Returns what is printed.
 */
export async function versionPackages(root: string): Promise<string> {
	const before = versions(root);
	let output = await runChangesetVersion(root);
	const after = versions(root);
	const isReleased = (name: string): boolean =>
		before.get(name) !== after.get(name);
	const contents = [...bundledPackages(readWorkspace(root))]
		.filter(([name]) => !isReleased(name))
		.map(([name, bundled]) => ({ name, bundled: bundled.filter(isReleased) }))
		.filter(({ bundled }) => bundled.length > 0);
	if (contents.length === 0) return output;
	for (const [index, { name, bundled }] of contents.entries()) {
		const contained = bundled.map((each) => `${each}@${after.get(each)}`);
		writeFileSync(
			join(root, `.changeset/bundled-${index}.md`),
			`---\n"${name}": patch\n---\n\nContains ${contained.join(" and ")}.\n`,
		);
	}
	output += await runChangesetVersion(root);
	return output;
}

function versions(root: string): Map<string, string> {
	return new Map(
		readWorkspace(root).map(({ name, version }) => [name, version]),
	);
}

// Relative to this file: the workspace of a test has no `node_modules`.
const changeset = join(
	import.meta.dirname,
	"../../node_modules/.bin/changeset",
);

function runChangesetVersion(root: string): Promise<string> {
	return runOrThrow(changeset, ["version"], root);
}
