import { seededChoices } from "../simulation/choices.ts";
import { type Invariant, violations } from "./invariants.ts";
import { playSchedule } from "./play-schedule.ts";
import { coreRule, type SettlementRule } from "./settlement-rule.ts";
import { shrink } from "./shrink.ts";

/** A schedule that violates an invariant, shrunk to these choices. */
export type Failure = { seed: number; invariant: Invariant; choices: number[] };

/** The result of playing a number of schedules. */
export type ModelCheckResult = {
	runs: number;
	/** How many schedules ended in each outcome kind. */
	kinds: Record<string, number>;
	failure: Failure | null;
};

/** Plays schedules number `first` onwards until one violates an invariant, and shrinks that one. */
export function checkModel(
	first: number,
	runs: number,
	rule: SettlementRule = coreRule,
): ModelCheckResult {
	const kinds: Record<string, number> = {};
	for (let seed = first; seed < first + runs; seed++) {
		const choices = seededChoices(seed);
		const result = playSchedule(choices, rule);
		const { kind } = result.outcome;
		kinds[kind] = (kinds[kind] ?? 0) + 1;
		const [invariant] = violations(result);
		if (invariant === undefined) continue;
		const shrunk = shrink(choices.values, invariant, rule);
		const failure = { seed, invariant, choices: shrunk };
		return { runs: seed - first + 1, kinds, failure };
	}
	return { runs, kinds, failure: null };
}
