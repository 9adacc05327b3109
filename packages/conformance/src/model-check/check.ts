import { type Choices, seededChoices } from "../simulation/choices.ts";
import { type Invariant, violations } from "./invariants.ts";
import { playSchedule, type Worlds } from "./play-schedule.ts";
import { coreRule, type SettlementRule } from "./settlement-rule.ts";
import { shrink } from "./shrink.ts";
import {
	countUncertain,
	noShares,
	type UncertainShares,
} from "./uncertain-share.ts";

/** A schedule that violates an invariant, shrunk to these choices. */
export type Failure = { seed: number; invariant: Invariant; choices: number[] };

/** The result of playing a number of schedules. */
export type ModelCheckResult = {
	runs: number;
	/** How many schedules ended in each outcome kind. */
	kinds: Record<string, number>;
	/** For the classic distribution, and for the worlds added since. */
	uncertain: Record<"classic" | "new", UncertainShares>;
	failure: Failure | null;
};

/** Of so many schedules, one is settled again and compared with a preview: that takes longer than the schedule. */
const comparedOf = 8;

/** Plays schedules number `first` onwards until one violates an invariant, and shrinks that one. */
export function checkModel(
	first: number,
	runs: number,
	rule: SettlementRule = coreRule,
	worlds: Worlds = "all",
): ModelCheckResult {
	const kinds: Record<string, number> = {};
	const uncertain = { classic: noShares(), new: noShares() };
	for (let seed = first; seed < first + runs; seed++) {
		const choices: Choices = seededChoices(seed);
		const compares = seed % comparedOf === 0;
		const result = playSchedule(choices, rule, undefined, worlds, compares);
		const { kind } = result.outcome;
		kinds[kind] = (kinds[kind] ?? 0) + 1;
		countUncertain(uncertain[result.scenario.worlds], result);
		const [invariant] = violations(result);
		if (invariant === undefined) continue;
		const shrunk = shrink(choices.values, invariant, rule, worlds);
		const failure = { seed, invariant, choices: shrunk };
		return { runs: seed - first + 1, kinds, uncertain, failure };
	}
	return { runs, kinds, uncertain, failure: null };
}
