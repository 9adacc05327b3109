import { sanitize } from "@signoff/core/validation";
import { type Harm, harmTexts } from "./harms.ts";
import type {
	BehaviourResult,
	BehaviourVerdict,
	ConformanceReport,
	Totals,
} from "./types.ts";

const verdictLabels: Record<BehaviourVerdict, string> = {
	passed: "ok    ",
	failed: "FAILED",
	unsupported: "skip  ",
};
const maxLineLength = 600;
const indent = "         ";

/** The lines of one behaviour: its name, and what is to say about it. Safe for a terminal. */
export function renderResult(result: BehaviourResult): string {
	const { behaviour, form, verdict, harms, details, requests } = result;
	const name = form === "name" ? `${behaviour} (option by name)` : behaviour;
	const received =
		verdict === "failed" && requests !== null
			? [`received: ${requests.join(", ") || "nothing"}`]
			: [];
	const stderr = (result.stderr ?? "")
		.split("\n")
		.filter((line) => line !== "");
	const lines = [
		...harms.map((harm) => `${harm}: ${harmTexts[harm]}`),
		...details,
		...received,
		...stderr.map((line) => `stderr: ${line}`),
	];
	return [
		`${verdictLabels[verdict]} ${name}`,
		...lines.map((line) => indent + sanitize(shorten(line))),
		"",
	].join("\n");
}

/** The JSON has the whole line. */
function shorten(line: string): string {
	return line.length <= maxLineLength
		? line
		: `${line.slice(0, maxLineLength)} … (${line.length} characters)`;
}

/** The totals: for each kind of outcome, for each harm, and of all behaviours in the last line. */
export function renderTotals(report: ConformanceReport): string {
	const { totals, by_kind, by_harm } = report;
	const harms = Object.entries(by_harm) as [Harm, number][];
	const sections = [
		renderTable(
			["expected", "passed", "failed", "unsupported"],
			[
				...Object.entries(by_kind).map(([kind, each]) => row(kind, each)),
				row("total", totals),
			],
		),
		harms.length === 0
			? ""
			: renderTable(
					["failures", ""],
					harms.map(([harm, failed]) => [
						harm,
						String(failed),
						harmTexts[harm],
					]),
				),
		summaryLine(totals),
	];
	return `\n${sections.filter((each) => each !== "").join("\n")}`;
}

function row(name: string, { passed, failed, unsupported }: Totals): string[] {
	return [name, ...[passed, failed, unsupported].map(String)];
}

function summaryLine({ passed, failed, unsupported }: Totals): string {
	const skipped = unsupported === 0 ? "" : `, ${unsupported} unsupported`;
	return `${passed} passed, ${failed} failed${skipped}\n`;
}

/** A table whose first column is left-aligned, as is a text after the numbers. */
function renderTable(header: string[], rows: string[][]): string {
	const widths = [15, 8, 8, 13];
	return [header, ...rows]
		.map((cells) =>
			cells
				.map((cell, index) => {
					if (index === 0) return cell.padEnd(widths[0] ?? 0);
					return /^\d*$/.test(cell) || cells === header
						? cell.padStart(widths[index] ?? 0)
						: `  ${cell}`;
				})
				.join("")
				.trimEnd(),
		)
		.join("\n")
		.concat("\n");
}
