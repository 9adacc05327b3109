import {
	coreRule,
	type SettlementRule,
} from "../model-check/settlement-rule.ts";
import { coverageCount, coverageTable } from "./coverage-table.ts";
import { describeFaults } from "./describe-fault.ts";
import { describeSchedule } from "./describe-schedule.ts";
import { describeDimensions } from "./describe-world.ts";
import type { Bounds } from "./explore.ts";
import type { ExhaustiveResult } from "./result.ts";

/** The figures of an exhaustive check. */
export type ExhaustiveSummary = Bounds & {
	worlds: number;
	schedules: number;
	/** Distinct states of a settlement. */
	states: number;
	/** How many schedules ended in each outcome kind. */
	kinds: Record<string, number>;
	/** How many cells of the coverage table were reached, of how many. */
	coverage: { reached: number; cells: number };
	/** How many schedules violate each invariant; empty if all hold. */
	violations: Record<string, number>;
};

/** The figures of a result. */
export function summarize(
	result: ExhaustiveResult,
	bounds: Bounds,
): ExhaustiveSummary {
	const { worlds, schedules, states, kinds, coverage, violations } = result;
	return {
		...bounds,
		worlds,
		schedules,
		states: states.size,
		kinds,
		coverage: coverageCount(coverage),
		violations: Object.fromEntries(
			Object.entries(violations).map(([name, { count }]) => [name, count]),
		),
	};
}

/** What was enumerated, the coverage, and the smallest schedule for each violated invariant, as lines of text. */
export function describeResult(
	{ coverage, violations }: ExhaustiveResult,
	{ faults, calls }: Bounds,
	rule: SettlementRule = coreRule,
): string[] {
	const indented = (lines: string[]): string[] =>
		lines.map((line) => `  ${line}`);
	const smallest = Object.entries(violations).flatMap(
		([invariant, violation]) => [
			`Violates "${invariant}" (${violation.count} schedules). The smallest:`,
			...indented(describeSchedule(violation.smallest, calls, rule)),
			"",
		],
	);
	return [
		"Every combination of these worlds:",
		...indented(describeDimensions()),
		`with at most ${faults} of these faults among the first ${calls} requests:`,
		...indented(describeFaults()),
		"",
		"How often each event met each phase, in doubt or not (- never):",
		...coverageTable(coverage),
		"",
		...smallest,
	];
}
