import { replayedChoices } from "../simulation/choices.ts";
import { type Invariant, violations } from "./invariants.ts";
import { playSchedule, type Worlds } from "./play-schedule.ts";
import type { SettlementRule } from "./settlement-rule.ts";

/**
 * Returns a smaller schedule that violates the same invariant: with its end cut off, with choices left out, and with
 * smaller numbers.
 */
export function shrink(
	choices: readonly number[],
	invariant: Invariant,
	rule: SettlementRule,
	worlds: Worlds,
): number[] {
	const fails = (list: readonly number[]): boolean =>
		violations(
			playSchedule(replayedChoices(list), rule, undefined, worlds),
		).includes(invariant);
	let best = withoutEnd([...choices], fails);
	for (let before: string[] | null = null; before === null; ) {
		const start = best.join();
		best = withSmallerNumbers(withoutEnd(best, fails), fails);
		if (best.join() === start) before = [];
	}
	return best;
}

type Fails = (list: readonly number[]) => boolean;

function withoutEnd(list: number[], fails: Fails): number[] {
	let best = list;
	for (let size = best.length; size >= 1; size = Math.floor(size / 2))
		while (best.length >= size && fails(best.slice(0, best.length - size)))
			best = best.slice(0, best.length - size);
	while (best.at(-1) === 0) best = best.slice(0, -1);
	return best;
}

function withSmallerNumbers(list: number[], fails: Fails): number[] {
	let best = list;
	for (let at = 0; at < best.length; at++)
		for (const candidate of candidates(best, at))
			if (fails(candidate)) {
				best = candidate;
				break;
			}
	return best;
}

function* candidates(list: number[], at: number): Generator<number[]> {
	const value = list[at] ?? 0;
	if (value === 0) return;
	yield list.toSpliced(at, 1);
	yield list.with(at, 0);
	if (value > 1) yield list.with(at, Math.floor(value / 2));
}
