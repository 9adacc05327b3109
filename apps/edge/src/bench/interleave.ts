import { type LoadOptions, type Measurement, measureLoad } from "./load.ts";

/** A server under load, and the requests that it receives. */
export type Target = {
	url: string;
	nextRequest: LoadOptions["nextRequest"];
	/** @default 204 */
	expected?: number;
};

/** How long, and how often, each target is measured. */
export type Rounds = { count: number; durationMs: number; connections: number };

/**
 * Measures several servers in turn, so that changes in the machine's speed affect all of them alike. The first round is
 * run until the code is compiled, and not counted.
 */
export async function measureInterleaved<Name extends string>(
	targets: Record<Name, Target>,
	{ count, durationMs, connections }: Rounds,
): Promise<Record<Name, Measurement[]>> {
	const names = Object.keys(targets) as Name[];
	const results = Object.fromEntries(
		names.map((name): [string, Measurement[]] => [name, []]),
	) as Record<Name, Measurement[]>;
	for (let round = 0; round <= count; round++)
		// Every second round runs in reverse order, so that no server is always first.
		for (const name of round % 2 === 0 ? names : names.toReversed()) {
			const { url, nextRequest, expected = 204 } = targets[name];
			const measured = await measureLoad(url, {
				...{ connections, durationMs, nextRequest, expected },
			});
			if (round > 0) results[name].push(measured);
		}
	return results;
}
