import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root as repository } from "../lib/repository.ts";
import { inTemporaryFolder } from "../lib/temp-folder.ts";
import { bundledPackages, readWorkspace } from "./bundled-packages.ts";
import { versionPackages } from "./version-packages.ts";

test("the terminal app contains core and the sdk, and no other package contains another", () => {
	const bundled = bundledPackages(readWorkspace(repository));
	expect([...bundled]).toEqual([
		["@signoff/tui", ["@signoff/core", "@signoff/sdk"]],
	]);
});

test("a patch of the sdk releases the sdk and the terminal app only", async () => {
	expect(await released({ sdk: "patch" })).toEqual({
		"@signoff/sdk": "0.1.1",
		"@signoff/tui": "0.1.1",
	});
});

test("a patch of core releases core and the terminal app only", async () => {
	expect(await released({ core: "patch" })).toEqual({
		"@signoff/core": "0.1.1",
		"@signoff/tui": "0.1.1",
	});
});

test("a minor release of core releases every package whose range it leaves", async () => {
	expect(await released({ core: "minor" })).toEqual({
		"@signoff/conformance": "0.1.1",
		"@signoff/core": "0.2.0",
		"@signoff/edge": "0.1.1",
		"@signoff/sdk": "0.1.1",
		"@signoff/tui": "0.1.1",
	});
});

test("the terminal app is released once if it has a changeset, too", async () => {
	expect(await released({ sdk: "patch", tui: "minor" })).toEqual({
		"@signoff/sdk": "0.1.1",
		"@signoff/tui": "0.2.0",
	});
});

test("a patch of what the terminal app does not contain does not release it", async () => {
	expect(await released({ edge: "patch", conformance: "patch" })).toEqual({
		"@signoff/conformance": "0.1.1",
		"@signoff/edge": "0.1.1",
	});
});

test("the changelog names the versions that the terminal app contains", async () => {
	await withWorkspace({ sdk: "patch", core: "patch" }, (root) => {
		const log = readFileSync(join(root, "apps/tui/CHANGELOG.md"), "utf8");
		expect(log).toContain(
			"Contains @signoff/core@0.1.1 and @signoff/sdk@0.1.1.",
		);
	});
});

type Change = "patch" | "minor";

/** The packages with a new version after a release with one changeset for each change. */
async function released(
	changes: Record<string, Change>,
): Promise<Record<string, string>> {
	let versions: [string, string][] = [];
	await withWorkspace(changes, (root) => {
		versions = readWorkspace(root)
			.filter((each) => !each.private && each.version !== "0.1.0")
			.map(({ name, version }) => [name, version]);
	});
	return Object.fromEntries(versions.sort());
}

/** Releases a copy of this workspace, without its code but with its imports, whose packages have the version 0.1.0. */
async function withWorkspace(
	changes: Record<string, Change>,
	check: (root: string) => void,
): Promise<void> {
	await inTemporaryFolder(async (root) => {
		const write = (file: string, text: string): void => {
			mkdirSync(join(root, file, ".."), { recursive: true });
			writeFileSync(join(root, file), text);
		};
		const copy = (file: string, change = (text: string): string => text) =>
			write(file, change(readFileSync(join(repository, file), "utf8")));
		for (const file of ["package.json", "pnpm-workspace.yaml"]) copy(file);
		copy(".changeset/config.json");
		for (const folder of ["core", "sdk", "conformance", "bench"])
			copy(`packages/${folder}/package.json`, setVersion);
		for (const folder of ["edge", "tui"])
			copy(`apps/${folder}/package.json`, setVersion);
		for (const { name, imports } of readWorkspace(repository)) {
			const folder = /edge|tui/.test(name) ? "apps" : "packages";
			write(
				`${name.replace("@signoff", folder)}/src/index.ts`,
				imports.map((each) => `import "${each}";\n`).join(""),
			);
		}
		for (const [name, size] of Object.entries(changes))
			write(
				`.changeset/${name}.md`,
				`---\n"@signoff/${name}": ${size}\n---\n\nA change.\n`,
			);
		execFileSync("git", ["init", "--quiet"], { cwd: root });
		await versionPackages(root);
		check(root);
	});
}

function setVersion(manifest: string): string {
	return manifest.replace(/"version": "[^"]+"/, '"version": "0.1.0"');
}
