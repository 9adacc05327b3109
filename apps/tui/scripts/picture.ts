import type { Cell } from "../src/testing/screen-cells.ts";

const cellWidth = 8.4;
const lineHeight = 18;
const margin = 14;
const ink = "#d7dae0";

const colors: Partial<Record<number, string>> = {
	1: "#f07178",
	2: "#9ccc65",
	3: "#ffcb6b",
	4: "#82aaff",
	5: "#c792ea",
	6: "#80cbc4",
	7: ink,
};

/**
 * A screen as an SVG picture: letters where the terminal has them, one text for each run of one look.
 *
 * @param title what the picture shows, for those who cannot see it
 */
export function pictureOf(rows: Cell[][], title: string): string {
	const columns = Math.max(...rows.map((row) => row.length));
	const width = Math.ceil(columns * cellWidth + 2 * margin);
	const height = rows.length * lineHeight + 2 * margin;
	const texts = rows.flatMap((row, index) =>
		runsOf(row).map((run) => textOf(run, index)),
	);
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
		`<title>${title}</title>`,
		`<rect width="${width}" height="${height}" rx="8" fill="#1e2127"/>`,
		`<g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14">`,
		...texts,
		"</g>",
		"</svg>",
		"",
	].join("\n");
}

type Run = { at: number; text: string; columns: number; look: Cell };

function runsOf(row: Cell[]): Run[] {
	const runs: Run[] = [];
	for (const [at, cell] of row.entries()) {
		const last = runs.at(-1);
		if (last !== undefined && sameLook(last.look, cell)) {
			last.text += cell.text;
			last.columns += 1;
		} else runs.push({ at, text: cell.text, columns: 1, look: cell });
	}
	return runs.filter(({ text }) => text.trim() !== "");
}

function sameLook(a: Cell, b: Cell): boolean {
	return a.color === b.color && a.bold === b.bold && a.dim === b.dim;
}

function textOf({ at, text, columns, look }: Run, row: number): string {
	const shown = text.trimEnd();
	const x = (margin + at * cellWidth).toFixed(1);
	const y = margin + row * lineHeight + 13;
	// The length holds the columns in place, whatever font is found.
	const length = ((columns - (text.length - shown.length)) * cellWidth).toFixed(
		1,
	);
	const fill = (look.color === null ? undefined : colors[look.color]) ?? ink;
	const weight = look.bold ? ' font-weight="bold"' : "";
	const faint = look.dim ? ' opacity="0.6"' : "";
	return `<text x="${x}" y="${y}" fill="${fill}"${weight}${faint} textLength="${length}" lengthAdjust="spacingAndGlyphs">${escaped(shown)}</text>`;
}

function escaped(text: string): string {
	return (
		text
			.replaceAll("&", "&amp;")
			.replaceAll("<", "&lt;")
			.replaceAll(">", "&gt;")
			// Pictures fold spaces that are not meant to hold.
			.replaceAll(" ", "\u00a0")
	);
}
