/** A cell of the specification: the transitions that it names, or that the event cannot happen. */
export type Cell = { row: string; column: string; text: string };

/** Every cell of the tables whose columns are named in backticks. A row or column may have several names. */
export function parseCells(markdown: string): Cell[] {
	return tables(markdown).flatMap(({ header, rows }) => {
		const columns = header.slice(1).map(namesIn);
		return rows.flatMap(([first = "", ...cells]) =>
			columns.flatMap((names, index) =>
				names.flatMap((column) =>
					namesIn(first).map((row) => ({
						row,
						column,
						text: cells[index] ?? "",
					})),
				),
			),
		);
	});
}

/**
 * Columns of which a section says that none of its rows can happen there: `In `a`, `b`: cannot happen, because ….`
 * Each row of the section has such a cell.
 */
export function parseImpossible(markdown: string): Cell[] {
	return markdown.split(/^## /m).flatMap((section) => {
		const rows = new Set(parseCells(section).map(({ row }) => row));
		const lines = section.matchAll(
			/^In (`[^:]+`): (cannot happen, because .+)\.$/gm,
		);
		return [...lines].flatMap(([, columns = "", text = ""]) =>
			namesIn(columns).flatMap((column) =>
				[...rows].map((row) => ({ row, column, text })),
			),
		);
	});
}

/** The transitions that a cell names, in order; none if the event cannot happen. */
export function transitionsIn({ text }: Cell): string[] {
	return isImpossible(text) ? [] : namesIn(text).sort();
}

/** True if a cell says that the event cannot happen. */
export function isImpossible(text: string): boolean {
	return text.startsWith("cannot happen");
}

/** The texts in backticks. */
function namesIn(text: string): string[] {
	return [...text.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
}

type Table = { header: string[]; rows: string[][] };

function tables(markdown: string): Table[] {
	const found = markdown.matchAll(/^\|.*\|\n\|[-:| ]+\|\n(?:\|.*\|\n)*/gm);
	return [...found].map(([table]) => {
		const [header = [], , ...rows] = table.trim().split("\n").map(cellsOf);
		return { header, rows };
	});
}

function cellsOf(line: string): string[] {
	return line
		.slice(1, -1)
		.split("|")
		.map((cell) => cell.trim());
}
