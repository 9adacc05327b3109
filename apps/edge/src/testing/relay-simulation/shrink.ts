import { type Run, replay } from "./play.ts";

const maxReplays = 400;

/**
 * Returns a smaller run that violates the same invariant: its choices with the end cut off, with some left out, and with
 * smaller numbers.
 */
export async function shrink(run: Run): Promise<Run> {
	const invariant = invariantOf(run);
	let best = run;
	let replays = 0;

	async function isStillBad(choices: number[]): Promise<boolean> {
		if (replays >= maxReplays) return false;
		replays++;
		const smaller = await replay(choices);
		if (invariantOf(smaller) !== invariant) return false;
		best = { ...smaller, choices };
		return true;
	}

	await isStillBad(run.choices);
	for (let size = best.choices.length; size >= 1; size = Math.floor(size / 2))
		while (
			best.choices.length > size &&
			(await isStillBad(best.choices.slice(0, -size)))
		);
	for (let at = 0; at < best.choices.length; at++)
		for (const choices of candidates(best.choices, at))
			if (await isStillBad(choices)) break;
	return best;
}

/** The name of the first invariant that a run violates. */
function invariantOf({ violations }: Run): string | undefined {
	return violations[0]?.split(":")[0];
}

function* candidates(list: number[], at: number): Generator<number[]> {
	const value = list[at] ?? 0;
	if (value === 0) return;
	yield list.with(at, 0);
	yield list.toSpliced(at, 1);
	if (value > 1) yield list.with(at, Math.floor(value / 2));
}
