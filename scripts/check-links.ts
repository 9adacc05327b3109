// Checks every document: links to files and headings, paths cited in `code`, addresses' syntax, and the sections
// of the contract that docstrings cite.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brokenLinks } from "./lib/links.ts";
import { root } from "./lib/repository.ts";

const exclude = (path: string): boolean =>
	/(^|\/)(node_modules|dist|coverage|CHANGELOG\.md)$/.test(path);
const find = (...patterns: string[]): string[] =>
	globSync(patterns, { cwd: root, exclude }).sort();

const documents = find("**/*.md", ".changeset/*.md", ".github/**/*.md");
const broken = documents.flatMap((file) => brokenLinks(root, file));

const contract = readFileSync(join(root, "docs/contract.md"), "utf8");
const sources = find("packages/**/*.ts", "apps/**/*.{ts,tsx}");
for (const file of sources) {
	for (const [cited, section] of readFileSync(
		join(root, file),
		"utf8",
	).matchAll(/contract §([0-9]+)/g)) {
		if (!contract.includes(`\n## ${section}. `))
			broken.push(
				`${file}: \`${cited}\` has no such section in docs/contract.md`,
			);
	}
}

for (const each of broken) console.log(each);
console.log(
	`${documents.length} documents and ${sources.length} sources, ${broken.length} broken.`,
);
process.exitCode = broken.length === 0 ? 0 : 1;
