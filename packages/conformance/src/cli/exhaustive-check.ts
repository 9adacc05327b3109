import { type Bounds, exploreWorlds } from "../exhaustive/explore.ts";
import { describeResult, summarize } from "../exhaustive/report.ts";
import {
	addResult,
	type ExhaustiveResult,
	emptyResult,
} from "../exhaustive/result.ts";
import { allWorlds } from "../exhaustive/worlds.ts";
import type { CommandContext } from "./process.ts";
import { runInThread, workerCount } from "./worker-thread.ts";

/** One worker thread's share of the worlds: number `first` and every `of`th one after it. */
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

/** Plays every schedule within the bounds on all cores and prints the result. Resolves to the exit code. */
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
	const summary = {
		...summarize(result, bounds),
		seconds: Number(seconds.toFixed(1)),
		cores,
	};
	const lines = [...describeResult(result, bounds), JSON.stringify(summary)];
	context.out(`${lines.join("\n")}\n`);
	return Object.keys(summary.violations).length === 0 ? 0 : 1;
}
