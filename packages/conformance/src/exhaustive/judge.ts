import type { Outcome } from "@signoff/core";
import { type Invariant, violations } from "../model-check/invariants.ts";
import type { SettlementResult } from "../model-check/schedule-result.ts";
import type { SettlementRule } from "../model-check/settlement-rule.ts";
import { followUpsOf, withoutFollowUp } from "./follow-up.ts";

/** What was judged before in one world, and need not be judged again. */
export type Judged = {
	/** What follow-ups violate, by what they depend on. */
	followUps: Map<string, Invariant[]>;
	/** The outcomes and attempts that were compared with their HTTP form, which costs as much as all other checks. */
	outcomes: Set<string>;
};

/** Nothing was judged yet. */
export function nothingJudged(): Judged {
	return { followUps: new Map(), outcomes: new Set() };
}

/** The invariants that a settlement, or what follows it, violates. */
export function judge(
	result: SettlementResult,
	rule: SettlementRule,
	judged: Judged,
): Invariant[] {
	const compares = isNew(result.outcome, judged);
	const own = violations(withoutFollowUp(result, compares));
	const all = new Set(own);
	for (const { key, play } of followUpsOf(result, rule)) {
		const known = judged.followUps.get(key) ?? violations(play(() => {}));
		// Otherwise it is not known which of them the follow-up violates.
		if (own.length === 0) judged.followUps.set(key, known);
		for (const invariant of known) all.add(invariant);
	}
	return [...all];
}

/** Adds an outcome and its attempts. Returns whether one of them is of a new kind, apart from times and durations. */
function isNew(
	{ attempts, ...outcome }: Outcome,
	{ outcomes }: Judged,
): boolean {
	const before = outcomes.size;
	outcomes.add(JSON.stringify({ ...outcome, retry_at: null }));
	for (const { duration_ms: _, ...attempt } of attempts)
		outcomes.add(Object.values(attempt).join());
	return outcomes.size > before;
}
