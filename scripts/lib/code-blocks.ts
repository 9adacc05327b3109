/** A fenced code block of a Markdown text. */
export type CodeBlock = { language: string; code: string };

/** Every fenced code block of a Markdown text, in order. */
export function codeBlocks(text: string): CodeBlock[] {
	return [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(
		([, language = "", code = ""]) => ({ language, code }),
	);
}
