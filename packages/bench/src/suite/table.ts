import {
	type Figure,
	goalText,
	isMet,
} from "../../../../scripts/lib/figures.ts";
import type { Results } from "./results.ts";

/** The value with its unit, such as `1.04×`, `16.98 kB` or `0`. */
export function valueText({ value, unit }: Figure): string {
	const number = value.toFixed(digits(value, unit));
	return unit === "×" || unit === "%"
		? `${number}${unit}`
		: `${number} ${unit}`.trimEnd();
}

function digits(value: number, unit: Figure["unit"]): number {
	if (unit === "" || unit === "B") return 0;
	if (unit === "ms") return 1;
	return unit === "×" && value < 0.1 ? 4 : 2;
}

/** `met`, `missed`, or empty for a figure without goal. */
export function verdict(figure: Figure): string {
	if (figure.goal === undefined) return "";
	return isMet(figure) ? "met" : "missed";
}

/** The figures as lines of text, those with a goal first. */
export function textTable({ figures }: Results): string {
	const rows = goalsFirst(figures).map((figure) => [
		figure.id,
		valueText(figure),
		goalText(figure.goal),
		verdict(figure),
	]);
	const widths = [0, 1, 2, 3].map((column) =>
		Math.max(...rows.map((row) => row[column]?.length ?? 0)),
	);
	return rows
		.map((row) =>
			row
				.map((cell, column) => cell.padEnd(widths[column] ?? 0))
				.join("  ")
				.trimEnd(),
		)
		.join("\n");
}

/** The figures, the machine and the versions, as Markdown. */
export function markdownTables(results: Results): string {
	const { figures, machine, versions, at, commit } = results;
	const [goals, others] = [
		figures.filter(({ goal }) => goal !== undefined),
		figures.filter(({ goal }) => goal === undefined),
	];
	return [
		"| Figure | Measured | Goal | |",
		"| --- | ---: | --- | --- |",
		...goals.map(
			(figure) =>
				`| ${named(figure)} | ${valueText(figure)} | ${goalText(figure.goal).replace("goal: ", "")} | ${verdict(figure)} |`,
		),
		"",
		"For information:",
		"",
		"| Figure | Measured |",
		"| --- | ---: |",
		...others.map((figure) => `| ${named(figure)} | ${valueText(figure)} |`),
		"",
		`Measured on ${at.slice(0, 10)}${commit === null ? "" : `, commit ${commit}`}: ${machine.platform}, ${machine.processors}, ${machine.memory} GiB. Versions: ${Object.entries(
			versions,
		)
			.map(([name, version]) => `${name} ${version}`)
			.join(", ")}.`,
	].join("\n");
}

const named = ({ id, what }: Figure): string => `\`${id}\`: ${what}`;

function goalsFirst(figures: Figure[]): Figure[] {
	return [
		...figures.filter(({ goal }) => goal !== undefined),
		...figures.filter(({ goal }) => goal === undefined),
	];
}
