/** A table of a Markdown text: its cells as written, its header without backticks. */
export type MarkdownTable = { header: string[]; rows: string[][] };

/** Every table of a Markdown text, in order. */
export function markdownTables(text: string): MarkdownTable[] {
	return [...text.matchAll(/^\|.*\|\n\|[-:| ]+\|\n(?:\|.*\|\n)*/gm)].map(
		([table]) => {
			const [header = [], , ...rows] = table.trim().split("\n").map(cells);
			return { header: header.map(withoutBackticks), rows };
		},
	);
}

/** A text without its backticks. */
export function withoutBackticks(text: string): string {
	return text.replaceAll("`", "");
}

function cells(line: string): string[] {
	return line
		.slice(1, -1)
		.split("|")
		.map((cell) => cell.trim());
}
