import type { Cell } from "../src/testing/screen-cells.ts";

const cellWidth = 8.4;
const lineHeight = 18;
const margin = 14;
const captionHeight = 26;
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

/** A screen of a recording. */
export type Frame = {
	rows: Cell[][];
	/** The keys that led to it, below the screen. */
	caption: string;
	/** How long it is shown, in milliseconds. */
	ms: number;
};

/**
 * Renders a screen as SVG, with one text element for each run of cells of the same style.
 *
 * @param title the alternative text
 */
export function renderSvg(rows: Cell[][], title: string): string {
	return document(sizeOf(rows), title, screenText(rows));
}

/** Renders a recording as one SVG that shows its frames in turn and begins anew at its end. It needs no script. */
export function renderRecording(frames: Frame[], title: string): string {
	const { width, height } = sizeOf(frames[0]?.rows ?? []);
	const total = frames.reduce((sum, { ms }) => sum + ms, 0);
	const percent = (ms: number): string => ((100 * ms) / total).toFixed(3);
	let from = 0;
	const styles: string[] = [
		`.frame { visibility: hidden; animation: ${total}ms step-end infinite }`,
	];
	const groups = frames.map(({ rows, caption, ms }, index) => {
		const [start, end] = [from, from + ms];
		from = end;
		styles.push(
			`@keyframes f${index} { ${start === 0 ? "" : "0% { visibility: hidden } "}${percent(start)}% { visibility: visible } ${percent(end)}% { visibility: ${end === total ? "visible" : "hidden"} } }`,
			`.f${index} { animation-name: f${index} }`,
		);
		return [
			`<g class="frame f${index}">`,
			screenText(rows),
			`<text x="${margin}" y="${height + captionHeight - margin}" fill="#9aa0ab">${escaped(caption)}</text>`,
			"</g>",
		].join("\n");
	});
	return document(
		{ width, height: height + captionHeight },
		title,
		[`<style>${styles.join("\n")}</style>`, ...groups].join("\n"),
	);
}

type Size = { width: number; height: number };

function sizeOf(rows: Cell[][]): Size {
	const columns = Math.max(...rows.map((row) => row.length));
	return {
		width: Math.ceil(columns * cellWidth + 2 * margin),
		height: rows.length * lineHeight + 2 * margin,
	};
}

function document(
	{ width, height }: Size,
	title: string,
	body: string,
): string {
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
		`<title>${escaped(title)}</title>`,
		`<rect width="${width}" height="${height}" rx="8" fill="#1e2127"/>`,
		`<g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14">`,
		body,
		"</g>",
		"</svg>",
		"",
	].join("\n");
}

function screenText(rows: Cell[][]): string {
	return rows
		.flatMap((row, index) => runsOf(row).map((run) => textOf(run, index)))
		.join("\n");
}

type Run = { at: number; text: string; columns: number; style: Cell };

function runsOf(row: Cell[]): Run[] {
	const runs: Run[] = [];
	for (const [at, cell] of row.entries()) {
		const last = runs.at(-1);
		if (last !== undefined && sameStyle(last.style, cell)) {
			last.text += cell.text;
			last.columns += 1;
		} else runs.push({ at, text: cell.text, columns: 1, style: cell });
	}
	return runs.filter(({ text }) => text.trim() !== "");
}

function sameStyle(a: Cell, b: Cell): boolean {
	return a.color === b.color && a.bold === b.bold && a.dim === b.dim;
}

function textOf({ at, text, columns, style }: Run, row: number): string {
	const shown = text.trimEnd();
	const x = (margin + at * cellWidth).toFixed(1);
	const y = margin + row * lineHeight + 13;
	// `textLength` keeps the columns aligned in every font.
	const length = ((columns - (text.length - shown.length)) * cellWidth).toFixed(
		1,
	);
	const fill = (style.color === null ? undefined : colors[style.color]) ?? ink;
	const weight = style.bold ? ' font-weight="bold"' : "";
	const faint = style.dim ? ' opacity="0.6"' : "";
	return `<text x="${x}" y="${y}" fill="${fill}"${weight}${faint} textLength="${length}" lengthAdjust="spacingAndGlyphs">${escaped(shown)}</text>`;
}

function escaped(text: string): string {
	return (
		text
			.replaceAll("&", "&amp;")
			.replaceAll("<", "&lt;")
			.replaceAll(">", "&gt;")
			// SVG collapses plain spaces.
			.replaceAll(" ", "\u00a0")
	);
}
