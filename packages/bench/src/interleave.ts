import { Bench } from "tinybench";

/** How often things are done. */
export type Turns = {
	/** Rounds before those that count: code runs slowly until it is compiled. */
	warmup: number;
	rounds: number;
	/** How often each thing is done in a round. */
	iterations: number;
};

/**
 * Does several things in turns, so that the machine's moods meet all of them. Gives each one's median duration in each round, in milliseconds.
 */
export async function inTurns<Name extends string>(
	things: Record<Name, () => Promise<unknown>>,
	{ warmup, rounds, iterations }: Turns,
): Promise<Record<Name, number[]>> {
	const names = Object.keys(things) as Name[];
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
		// Whoever is first one time is last the next time.
		for (const name of round % 2 === 0 ? names : names.toReversed())
			bench.add(name, async () => void (await things[name]()));
		await bench.run();
		if (round < warmup) continue;
		for (const name of names) {
			const result = bench.getTask(name)?.result;
			if (result?.state === "completed") medians[name].push(result.latency.p50);
		}
	}
	return medians;
}

/** How much longer one thing takes than another: the middle of the rounds' ratios. */
export function ratio(ours: number[], theirs: number[]): number {
	return median(
		ours.map((each, round) => each / (theirs[round] ?? Number.NaN)),
	);
}

function median(numbers: number[]): number {
	return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;
}
