import { currentStep } from "../simulation/server-state.ts";
import { stateAt } from "../simulation/virtual-server.ts";
import { endedInTime, isRefusedInDoubt } from "./certainty.ts";
import { startedAt } from "./play-schedule.ts";
import { canBeRead } from "./readability.ts";
import type { SettlementResult } from "./schedule-result.ts";

/** How many settlements ended `uncertain`. */
export type UncertainShare = { settlements: number; uncertain: number };

/**
 * The settlements that could have learned what is on record: they read the instance first, the reads are permitted,
 * and their faults ended in time. `current`: of these, the step was current when they started. `shown`: a read showed it
 * while it was current, and so its options and its start; nothing else shows them for certain.
 */
export type UncertainShares = Record<
	"all" | "current" | "shown",
	UncertainShare
>;

/** Shares of nothing yet. */
export function noShares(): UncertainShares {
	return {
		all: { settlements: 0, uncertain: 0 },
		current: { settlements: 0, uncertain: 0 },
		shown: { settlements: 0, uncertain: 0 },
	};
}

/** Counts a settlement. */
export function countUncertain(
	{ all, current, shown }: UncertainShares,
	result: SettlementResult,
): void {
	const { scenario, outcome, server } = result;
	if (!scenario.policy.readFirst || isRefusedInDoubt(result)) return;
	if (!canBeRead(scenario.plan) || !endedInTime(result)) return;
	const isUncertain = outcome.kind === "uncertain" ? 1 : 0;
	const count = (share: UncertainShare): void => {
		share.settlements++;
		share.uncertain += isUncertain;
	};
	count(all);
	if (result.state.step_fingerprint !== null) count(shown);
	const step = currentStep(stateAt(server, startedAt));
	const { response } = scenario.submission;
	if (step?.id === response.current_step_occurrence_id) count(current);
}

/** The sum of shares, with the percentage of `uncertain`. */
export function sumShares(
	shares: UncertainShare[],
): UncertainShare & { percent: number } {
	const settlements = shares.reduce((sum, each) => sum + each.settlements, 0);
	const uncertain = shares.reduce((sum, each) => sum + each.uncertain, 0);
	const percent = settlements === 0 ? 0 : (100 * uncertain) / settlements;
	return { settlements, uncertain, percent: Number(percent.toFixed(2)) };
}
