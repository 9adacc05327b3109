import {
	type Coverage,
	type EventClass,
	eventClasses,
	phases,
} from "./coverage.ts";

const columns = phases.flatMap((phase) =>
	(["clear", "doubt"] as const).map((doubt) => ({ phase, doubt })),
);

/** The coverage as a table: a row for each event, a column for each phase, in doubt or not. `-` is never. */
export function coverageTable(coverage: Coverage): string[] {
	const rows = eventClasses.map((event) => [
		event,
		...columns.map(({ phase, doubt }) =>
			String(coverage[`${phase} ${doubt} ${event}`] ?? "-"),
		),
	]);
	const header = ["", ...columns.map(({ doubt }) => doubt)];
	const widths = header.map((_, index) =>
		Math.max(...[header, ...rows].map((row) => row[index]?.length ?? 0), 9),
	);
	const line = (row: string[]): string =>
		row
			.map((cell, index) =>
				index === 0
					? cell.padEnd(widths[0] ?? 0)
					: cell.padStart(widths[index] ?? 0),
			)
			.join(" ");
	const titles = phases.map((phase, index) => {
		const width = (widths[2 * index + 1] ?? 0) + (widths[2 * index + 2] ?? 0);
		return phase.padStart(width + 1);
	});
	return [
		["".padEnd(widths[0] ?? 0), ...titles].join(" "),
		line(header),
		...rows.map(line),
	];
}

/** How many cells of the table were reached, and how many there are. */
export function coverageCount(coverage: Coverage): {
	reached: number;
	cells: number;
} {
	const cells: EventClass[] = columns.flatMap(() => eventClasses);
	return { reached: Object.keys(coverage).length, cells: cells.length };
}
