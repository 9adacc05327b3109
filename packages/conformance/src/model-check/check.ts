import { type Choices, seededChoices } from "../simulation/choices.ts";
import { endedInTime, type Invariant, violations } from "./invariants.ts";
import { playSchedule, type Worlds } from "./play-schedule.ts";
import type { ScheduleResult } from "./schedule-result.ts";
import { coreRule, type SettlementRule } from "./settlement-rule.ts";
import { shrink } from "./shrink.ts";

/** A schedule that violates an invariant, shrunk to these choices. */
export type Failure = { seed: number; invariant: Invariant; choices: number[] };

/** Of the schedules whose faults end in time and whose instance is read first, how many end uncertain. */
export type UncertainShare = { settlements: number; uncertain: number };

/** The result of playing a number of schedules. */
export type ModelCheckResult = {
	runs: number;
	/** How many schedules ended in each outcome kind. */
	kinds: Record<string, number>;
	/** For the classic distribution, and for the worlds added since. */
	uncertain: Record<"classic" | "new", UncertainShare>;
	failure: Failure | null;
};

/** Plays schedules number `first` onwards until one violates an invariant, and shrinks that one. */
export function checkModel(
	first: number,
	runs: number,
	rule: SettlementRule = coreRule,
	worlds: Worlds = "all",
): ModelCheckResult {
	const kinds: Record<string, number> = {};
	const uncertain = {
		classic: { settlements: 0, uncertain: 0 },
		new: { settlements: 0, uncertain: 0 },
	};
	for (let seed = first; seed < first + runs; seed++) {
		const choices: Choices = seededChoices(seed);
		const result = playSchedule(choices, rule, undefined, worlds);
		const { kind } = result.outcome;
		kinds[kind] = (kinds[kind] ?? 0) + 1;
		countUncertain(result, uncertain[result.scenario.worlds]);
		const [invariant] = violations(result);
		if (invariant === undefined) continue;
		const shrunk = shrink(choices.values, invariant, rule, worlds);
		const failure = { seed, invariant, choices: shrunk };
		return { runs: seed - first + 1, kinds, uncertain, failure };
	}
	return { runs, kinds, uncertain, failure: null };
}

function countUncertain(result: ScheduleResult, share: UncertainShare): void {
	if (!result.state.policy.readFirst || !endedInTime(result)) return;
	share.settlements++;
	if (result.outcome.kind === "uncertain") share.uncertain++;
}
