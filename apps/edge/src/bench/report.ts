import {
	type Figure,
	goalText,
	recordFigure,
} from "../../../../scripts/lib/figures.ts";
import type { Measurement } from "./load.ts";

/** A ratio of the suite: its lasting name, and its goal if it has one. */
export type RatioFigure = Pick<Figure, "id" | "goal">;

/** Prints one line. */
export function print(line: string): void {
	process.stdout.write(`${line}\n`);
}

/** Prints the rates and latencies of one server over all rounds. */
export function printMeasurements(name: string, rounds: Measurement[]): void {
	const latencies = rounds
		.flatMap((round) => round.latencies)
		.sort((a, b) => a - b);
	const rate = median(rounds.map((round) => round.rate));
	print(
		`  ${name.padEnd(44)} ${rate.toFixed(0).padStart(6)}/s   p50 ${quantile(latencies, 0.5)} ms   p99 ${quantile(latencies, 0.99)} ms`,
	);
}

/** Prints the median over the rounds of the ratio of two servers' rates. */
export function printRatio(
	what: string,
	rounds: Measurement[],
	baseline: Measurement[],
	figure: RatioFigure,
): void {
	const ratios = rounds.map(
		({ rate }, round) => rate / (baseline[round]?.rate ?? Number.NaN),
	);
	printMedian(what, ratios, figure);
}

/** Prints the median over the rounds of the ratio of a quantile of two servers' latencies. */
export function printQuantileRatio(
	what: string,
	part: number,
	rounds: Measurement[],
	baseline: Measurement[],
	figure: RatioFigure,
): void {
	const at = ({ latencies }: Measurement): number =>
		latencies[Math.floor(latencies.length * part)] ?? Number.NaN;
	const ratios = rounds.flatMap((round, index) => {
		const other = baseline[index];
		return other === undefined ? [] : at(round) / at(other);
	});
	printMedian(what, ratios, figure);
}

/** Prints the median of ratios and records it. */
function printMedian(what: string, samples: number[], figure: RatioFigure) {
	const value = median(samples);
	const [low, high] = [Math.min(...samples), Math.max(...samples)];
	print(
		`  ${what.padEnd(70)} ${value.toFixed(2).padStart(6)}  (${goalText(figure.goal)}; rounds ${low.toFixed(2)} to ${high.toFixed(2)})`,
	);
	recordFigure({ ...figure, what, value, unit: "×", samples });
}

function median(numbers: number[]): number {
	return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;
}

function quantile(ascending: number[], part: number): string {
	const at = Math.min(ascending.length - 1, ascending.length * part);
	return (ascending[Math.floor(at)] ?? Number.NaN).toFixed(2).padStart(7);
}
