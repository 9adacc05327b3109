import { Bench } from "tinybench";

/** How often the tasks run. */
export type InterleaveOptions = {
	/** Rounds that are run first and not counted, until the code is compiled. */
	warmup: number;
	rounds: number;
	/** How often each task runs in one round. */
	iterations: number;
};

/**
 * Runs several tasks in alternating order, so that changes in the machine's speed affect all of them alike.
 *
 * @returns for each task its median duration in each round, in milliseconds
 */
export async function interleave<Name extends string>(
	tasks: Record<Name, () => Promise<unknown>>,
	{ warmup, rounds, iterations }: InterleaveOptions,
): Promise<Record<Name, number[]>> {
	const names = Object.keys(tasks) as Name[];
	const medians = Object.fromEntries(
		names.map((name): [string, number[]] => [name, []]),
	) as Record<Name, number[]>;
	for (let round = 0; round < warmup + rounds; round++) {
		const bench = new Bench({
			iterations,
			time: 0,
			warmup: false,
			throws: true,
		});
		// Every second round runs in reverse order, so that no task is always first.
		for (const name of round % 2 === 0 ? names : names.toReversed())
			bench.add(name, async () => void (await tasks[name]()));
		await bench.run();
		if (round < warmup) continue;
		for (const name of names) {
			const result = bench.getTask(name)?.result;
			if (result?.state === "completed") medians[name].push(result.latency.p50);
		}
	}
	return medians;
}

/** How much longer a task takes than the baseline, in each round. */
export function ratios(durations: number[], baseline: number[]): number[] {
	return durations.map((each, round) => each / (baseline[round] ?? Number.NaN));
}

/** The upper one of two in the middle. */
export function median(numbers: number[]): number {
	return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;
}
