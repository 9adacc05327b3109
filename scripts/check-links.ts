// Checks every document: links to files and headings, paths cited in `code`, and the syntax of URLs. Checks that each
// section of the contract that a docstring cites exists.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brokenLinks } from "./lib/links.ts";
import { root } from "./lib/repository.ts";

const exclude = (path: string): boolean =>
	/(^|\/)(node_modules|dist|coverage|CHANGELOG\.md)$/.test(path);
const find = (...patterns: string[]): string[] =>
	globSync(patterns, { cwd: root, exclude }).sort();

const documents = find(
	"**/*.md",
	".changeset/*.md",
	".github/**/*.md",
	"llms.txt",
);
const problems = documents.flatMap((file) => brokenLinks(root, file));

const contract = readFileSync(join(root, "docs/contract.md"), "utf8");
const sources = find("packages/**/*.ts", "apps/**/*.{ts,tsx}");
for (const file of sources) {
	for (const [cited, section] of readFileSync(
		join(root, file),
		"utf8",
	).matchAll(/contract §([0-9]+)/g)) {
		if (!contract.includes(`\n## ${section}. `))
			problems.push(
				`${file}: \`${cited}\` cites a section that docs/contract.md does not have`,
			);
	}
}

for (const each of problems) console.log(each);
console.log(
	`${documents.length} documents and ${sources.length} sources, ${problems.length} broken.`,
);
process.exitCode = problems.length === 0 ? 0 : 1;
