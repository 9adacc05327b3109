import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../lib/repository.ts";
import { bundledPackages, readWorkspace } from "../release/bundled-packages.ts";
import { relativeLinks } from "../release/forge.ts";
import { assert } from "./checks.ts";
import { forgeVariables } from "./workspace.ts";

type Manifest = {
	repository?: { url: string; directory: string };
	[field: string]: unknown;
};

/** Checks the manifest and the documents of an installed package. */
export function checkDocuments(folder: string): void {
	const manifest: Manifest = JSON.parse(read(folder, "package.json"));
	for (const field of ["description", "keywords", "author", "license", "bugs"])
		assert(manifest[field] !== undefined, `The manifest has no \`${field}\`.`);
	const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name } = forgeVariables;
	const url = manifest.repository?.url;
	assert(url === `git+${server}/${name}.git`, `The repository is ${url}.`);
	const directory = manifest.repository?.directory ?? "";
	assert(
		existsSync(join(root, directory, "package.json")),
		`The repository has no folder ${directory}.`,
	);
	assert(
		read(folder, "CHANGELOG.md").includes(`\n## ${manifest["version"]}\n`),
		"CHANGELOG.md does not name the version.",
	);
	assert(existsSync(join(folder, "LICENSE")), "LICENSE is missing.");
	const links = relativeLinks(read(folder, "README.md"));
	assert(
		links.length === 0,
		`README.md has relative links: ${links.join(", ")}`,
	);
}

type SourceMap = { sources: string[]; sourcesContent?: (string | null)[] };

/**
 * Checks that an installed package has a source map for each file with code, with the text of every source of this
 * repository, and that it contains the licences of every other package of which a source map names a source.
 */
export function checkSourceMaps(folder: string, name: string): void {
	const sources = new Map<string, string | null>();
	for (const file of globSync("dist/**/*.js", { cwd: folder })) {
		const code = read(folder, file);
		const url = /\/\/# sourceMappingURL=(\S+)\s*$/.exec(code)?.[1];
		if (url === undefined) {
			assert(
				file.endsWith("/rolldown-runtime.js") || isWithoutCode(code),
				`${file} has no source map.`,
			);
			continue;
		}
		const map: SourceMap = JSON.parse(read(folder, join(file, "..", url)));
		for (const [index, source] of map.sources.entries())
			sources.set(source, map.sourcesContent?.[index] ?? null);
	}
	const own = [...sources].filter(([source]) => packageOf(source) === null);
	assert(own.length > 0, "No source map names a source of this repository.");
	for (const [source, text] of own)
		assert(text !== null, `No source map contains the text of ${source}.`);
	const bundled = new Set(
		own.flatMap(
			([source]) => /\/(?:packages|apps)\/(\w+)\/src\//.exec(source)?.[1] ?? [],
		),
	);
	const released = bundledPackages(readWorkspace(root)).get(name) ?? [];
	const names = [...bundled].map((each) => `@signoff/${each}`).sort();
	assert(
		names.join() === released.join(),
		`It contains ${names.join(", ")}, and is released with ${released.join(", ")}.`,
	);
	checkNotices(folder, [...sources.keys()]);
}

function checkNotices(folder: string, sources: readonly string[]): void {
	const packages = new Set(sources.flatMap((each) => packageOf(each) ?? []));
	if (packages.size === 0) return;
	const notices = read(folder, "THIRD-PARTY-NOTICES.txt").split(/^-{80}$/m);
	for (const each of packages) {
		const notice = notices.find((text) => text.trim().startsWith(`${each} (`));
		assert(notice !== undefined, `The licence of ${each} is missing.`);
		assert(
			/copyright/i.test(notice) && notice.length > 500,
			`The licence of ${each} is not complete.`,
		);
	}
}

/** True for imports and exports only: there is nothing to map. The same is true of the bundler's own helpers. */
function isWithoutCode(code: string): boolean {
	return (
		code
			.replace(/^\/\/.*$/gm, "")
			.replace(
				/\b(?:import|export)\s*(?:\*|\{[^}]*\})?\s*(?:from)?\s*"[^"]*"|\bexport\s*\{[^}]*\}/g,
				"",
			)
			.replace(/\bimport\s*\{[^}]*\}\s*from\s*"[^"]*"/g, "")
			.replace(/[;\s]/g, "") === ""
	);
}

/** The package that a third-party source belongs to, as `name version`; `null` for a source of this repository. */
function packageOf(source: string): string | null {
	const stored =
		/\/\.pnpm\/[^/]+?@(\d[^_(/]*)[^/]*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(
			source,
		);
	return stored === null ? null : `${stored[2]} ${stored[1]}`;
}

function read(folder: string, file: string): string {
	return readFileSync(join(folder, file), "utf8");
}
