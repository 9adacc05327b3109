/** A fenced code block of a Markdown text. */
export type CodeBlock = { language: string; code: string };

/** Every fenced code block of a Markdown text, in order; those of a list without its indentation. */
export function codeBlocks(text: string): CodeBlock[] {
	return [...text.matchAll(/^( *)```(\w*)\n(.*?)^\1```$/gms)].map(
		([, indent = "", language = "", code = ""]) => ({
			language,
			code: code.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
		}),
	);
}
