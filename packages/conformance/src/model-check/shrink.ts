import { replayedChoices } from "../simulation/choices.ts";
import { type Invariant, violations } from "./invariants.ts";
import { playSchedule, type Worlds } from "./play-schedule.ts";
import type { SettlementRule } from "./settlement-rule.ts";

/** Returns a smaller schedule that violates the same invariant: with its end cut off and with smaller numbers. */
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
	let best = [...choices];
	for (let smaller = true; smaller; ) {
		smaller = false;
		for (const candidate of candidates(best)) {
			if (!fails(candidate)) continue;
			best = candidate;
			smaller = true;
			break;
		}
	}
	return best;
}

function* candidates(list: readonly number[]): Generator<number[]> {
	for (
		let length = 0;
		length < list.length;
		length += Math.max(1, Math.floor(list.length / 16))
	)
		yield list.slice(0, length);
	for (let at = 0; at < list.length; at++) {
		const value = list[at] ?? 0;
		if (value === 0) continue;
		yield list.with(at, 0);
		if (value > 1) yield list.with(at, Math.floor(value / 2));
	}
}
