import { coverageCount, coverageTable } from "../exhaustive/coverage-table.ts";
import { describeFaults } from "../exhaustive/describe-fault.ts";
import { describeSchedule } from "../exhaustive/describe-schedule.ts";
import { describeDimensions } from "../exhaustive/describe-world.ts";
import { type Bounds, exploreWorlds } from "../exhaustive/explore.ts";
import {
	addResult,
	type ExhaustiveResult,
	emptyResult,
} from "../exhaustive/result.ts";
import { allWorlds } from "../exhaustive/worlds.ts";
import type { CommandContext } from "./process.ts";
import { runInThread, workerCount } from "./worker-thread.ts";

/** Every `of`th world, from number `first`: the worlds that one worker thread plays. */
export type ExhaustiveShare = { bounds: Bounds; first: number; of: number };

/** Plays one share of the worlds. */
export function exploreShare({
	bounds,
	first,
	of,
}: ExhaustiveShare): ExhaustiveResult {
	const worlds = allWorlds().filter((_, index) => index % of === first);
	return exploreWorlds(worlds, bounds);
}

/** Plays every schedule within the bounds on all cores and prints what was played. Resolves to the exit code. */
export async function checkExhaustively(
	bounds: Bounds,
	context: CommandContext,
): Promise<number> {
	const startedAt = performance.now();
	const cores = workerCount(allWorlds().length);
	const shares = Array.from({ length: cores }, (_, first) => ({
		bounds,
		first,
		of: cores,
	}));
	const results =
		cores === 1
			? shares.map(exploreShare)
			: await Promise.all(
					shares.map((share) => runInThread<ExhaustiveResult>(share, context)),
				);
	const result = emptyResult();
	for (const each of results) addResult(result, each);
	const seconds = (performance.now() - startedAt) / 1000;
	const violations = Object.entries(result.violations);
	const lines = [
		"Worlds: every combination of",
		...describeDimensions().map((line) => `  ${line}`),
		`Faults: at most ${bounds.faults}, among the first ${bounds.calls} requests of a settlement`,
		...describeFaults().map((line) => `  ${line}`),
		"",
		"How often each event met each phase (- never):",
		...coverageTable(result.coverage),
		"",
		...violations.flatMap(([invariant, { count, smallest }]) => [
			`${count} schedules violate "${invariant}". The smallest:`,
			...describeSchedule(smallest, bounds.calls),
			"",
		]),
		JSON.stringify({
			worlds: result.worlds,
			schedules: result.schedules,
			states: result.states.size,
			...bounds,
			violations: violations.reduce((sum, [, { count }]) => sum + count, 0),
			seconds: Number(seconds.toFixed(1)),
			cores,
			kinds: result.kinds,
			coverage: coverageCount(result.coverage),
		}),
	];
	context.out(`${lines.join("\n")}\n`);
	return violations.length === 0 ? 0 : 1;
}
