import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type CodeBlock, codeBlocks } from "./code-blocks.ts";
import { root } from "./repository.ts";

/** Every Markdown file that people write, relative to the repository, sorted. */
export function writtenDocuments(): string[] {
	return globSync(["*.md", "{docs,packages,apps,examples}/**/*.md"], {
		cwd: root,
		exclude: (path) =>
			/(^|\/)(node_modules|dist|reports|CHANGELOG\.md)$|^docs\/api$/.test(path),
	}).sort();
}

/** The code blocks of a document in one of some languages. */
export function blocksOf(
	document: string,
	...languages: string[]
): CodeBlock[] {
	return allBlocks(document).filter(({ language }) =>
		languages.includes(language),
	);
}

/** The languages of a document's code blocks; empty for plain text. */
export function languagesOf(document: string): string[] {
	return allBlocks(document).map(({ language }) => language);
}

function allBlocks(document: string): CodeBlock[] {
	return codeBlocks(readFileSync(join(root, document), "utf8"));
}
