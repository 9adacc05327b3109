import { seededChoices } from "../simulation/choices.ts";
import { type Invariant, violations } from "./invariants.ts";
import {
	coreRule,
	playSchedule,
	type SettlementRule,
} from "./play-schedule.ts";
import { shrink } from "./shrink.ts";

/** A schedule that broke something. */
export type Failure = { seed: number; invariant: Invariant; choices: number[] };

/** What a number of schedules came to. */
export type CheckResult = {
	runs: number;
	kinds: Record<string, number>;
	failure: Failure | null;
};

/** Plays schedules from a seed on until one breaks an invariant; that one is shrunk. */
export function checkModel(
	first: number,
	runs: number,
	rule: SettlementRule = coreRule,
): CheckResult {
	const kinds: Record<string, number> = {};
	for (let seed = first; seed < first + runs; seed++) {
		const choices = seededChoices(seed);
		const run = playSchedule(choices, rule);
		kinds[run.outcome.kind] = (kinds[run.outcome.kind] ?? 0) + 1;
		const [invariant] = violations(run);
		if (invariant === undefined) continue;
		return {
			runs: seed - first + 1,
			kinds,
			failure: {
				seed,
				invariant,
				choices: shrink(choices.values, invariant, rule),
			},
		};
	}
	return { runs, kinds, failure: null };
}
