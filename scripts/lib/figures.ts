import { appendFileSync } from "node:fs";

/** What a figure should be. */
export type Goal = { most: number } | { least: number };

/** One measured figure of the suite. */
export type Figure = {
	/** Lasting, such as `sdk.respond.ky`; the figures of one program begin with the same word. */
	id: string;
	/** What is measured, and what it is compared with. */
	what: string;
	value: number;
	/** `×`: a ratio within one run. */
	unit: "×" | "ms" | "s" | "B" | "kB" | "%" | "";
	/** Missing: for information. */
	goal?: Goal;
	/** The raw values that `value` is computed from, such as the ratio of each round. */
	samples?: number[];
};

/** Names the file to which programs add their figures. Without it they print only. */
export const figuresVariable = "SIGNOFF_BENCH_FIGURES";

/** Adds a figure to the file of the suite, if a suite runs. */
export function recordFigure(figure: Figure): void {
	const file = process.env[figuresVariable];
	if (file !== undefined) appendFileSync(file, `${JSON.stringify(figure)}\n`);
}

/** Such as `goal: at most 1.15`. */
export function goalText(goal: Goal | undefined): string {
	if (goal === undefined) return "for information";
	return "most" in goal
		? `goal: at most ${goal.most}`
		: `goal: at least ${goal.least}`;
}

/** True without a goal too. */
export function isMet({ value, goal }: Figure): boolean {
	if (goal === undefined) return true;
	return "most" in goal ? value <= goal.most : value >= goal.least;
}
