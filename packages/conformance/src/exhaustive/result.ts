import type { Invariant } from "../model-check/invariants.ts";
import type { Coverage } from "./coverage.ts";
import type { FaultChoice } from "./fault-choices.ts";
import type { WorldFacts } from "./worlds.ts";

/** A schedule: its world, and what was chosen for each request in order. */
export type Schedule = { world: WorldFacts; choices: FaultChoice[] };

/** How many schedules violate an invariant, and the one with the fewest faults and requests. */
export type Violation = { count: number; smallest: Schedule };

/** The result of playing every schedule of some worlds. */
export type ExhaustiveResult = {
	worlds: number;
	schedules: number;
	/** How many schedules ended in each outcome kind. */
	kinds: Record<string, number>;
	/** The fingerprints of every state that a settlement had. */
	states: Set<number>;
	coverage: Coverage;
	violations: Partial<Record<Invariant, Violation>>;
};

/** The result of playing nothing. */
export function emptyResult(): ExhaustiveResult {
	return {
		worlds: 0,
		schedules: 0,
		kinds: {},
		states: new Set(),
		coverage: {},
		violations: {},
	};
}

/** Adds a schedule that violates an invariant, or several of which the smallest is known. */
export function addViolation(
	{ violations }: ExhaustiveResult,
	invariant: Invariant,
	smallest: Schedule,
	count = 1,
): void {
	const known = violations[invariant];
	if (known === undefined) violations[invariant] = { count, smallest };
	else {
		known.count += count;
		if (sizeOf(smallest) < sizeOf(known.smallest)) known.smallest = smallest;
	}
}

/** Adds the result for other worlds. */
export function addResult(
	sum: ExhaustiveResult,
	other: ExhaustiveResult,
): void {
	sum.worlds += other.worlds;
	sum.schedules += other.schedules;
	addCounts(sum.kinds, other.kinds);
	addCounts(sum.coverage, other.coverage);
	for (const state of other.states) sum.states.add(state);
	for (const [invariant, { smallest, count }] of Object.entries(
		other.violations,
	))
		addViolation(sum, invariant as Invariant, smallest, count);
}

/** The number of faults of a schedule. */
export function faultsOf({ choices }: Schedule): number {
	return choices.filter(
		(choice) => choice.kind !== "request" || choice.fault.kind !== "none",
	).length;
}

/** One fault less makes a schedule smaller than any number of requests less. */
function sizeOf(schedule: Schedule): number {
	return faultsOf(schedule) * 1_000 + schedule.choices.length;
}

function addCounts<K extends string>(
	sums: Partial<Record<K, number>>,
	counts: Partial<Record<K, number>>,
): void {
	for (const key of Object.keys(counts) as K[])
		sums[key] = (sums[key] ?? 0) + (counts[key] ?? 0);
}
