import {
	coreRule,
	type SettlementRule,
} from "../model-check/settlement-rule.ts";
import { countStep } from "./coverage.ts";
import { type FaultChoice, faultChoices, noFault } from "./fault-choices.ts";
import { fingerprint } from "./fingerprint.ts";
import { type Judged, judge, nothingJudged } from "./judge.ts";
import {
	addViolation,
	type ExhaustiveResult,
	emptyResult,
	type Schedule,
} from "./result.ts";
import {
	beginRun,
	copyRun,
	endRun,
	endStep,
	executeNext,
	type Run,
} from "./run.ts";
import type { WorldFacts } from "./worlds.ts";

/** How many faults a schedule has at most, and among how many requests, counted from the first, they occur. */
export type Bounds = { faults: number; calls: number };

/** More commands than a settlement needs. */
const maxCommands = 400;

/** Plays every schedule within the bounds in each world, depth first: a run is copied before each choice. */
export function exploreWorlds(
	worlds: readonly WorldFacts[],
	bounds: Bounds,
	rule: SettlementRule = coreRule,
): ExhaustiveResult {
	const result = { ...emptyResult(), worlds: worlds.length };
	for (const world of worlds) {
		const run = beginRun(world, bounds.calls, rule);
		const judged = nothingJudged();
		explore(run, { world, choices: [] }, bounds, result, judged);
	}
	return result;
}

/** Plays every continuation of a run. `faults` of the bounds is the number of faults left. Uses up the run. */
function explore(
	run: Run,
	schedule: Schedule,
	bounds: Bounds,
	result: ExhaustiveResult,
	judged: Judged,
): void {
	result.states.add(fingerprint(run.state));
	const { command, network, scenario } = run;
	if (command.kind === "finish" || run.executed >= maxCommands) {
		finish(run, schedule, result, judged);
		return;
	}
	if (command.kind === "sleep") {
		countStep(result.coverage, executeNext(run));
		explore(run, schedule, bounds, result, judged);
		return;
	}
	const fewer = { ...bounds, faults: bounds.faults - 1 };
	if (bounds.faults > 0 && run.requests < bounds.calls)
		for (const choice of faultChoices(network, command.kind, scenario))
			choose(copyRun(run), choice, schedule, fewer, result, judged);
	choose(run, noFault, schedule, bounds, result, judged);
}

function choose(
	run: Run,
	choice: FaultChoice,
	{ world, choices }: Schedule,
	bounds: Bounds,
	result: ExhaustiveResult,
	judged: Judged,
): void {
	if (choice.kind === "step_ended") endStep(run);
	else countStep(result.coverage, executeNext(run, choice));
	const longer = { world, choices: [...choices, choice] };
	explore(run, longer, bounds, result, judged);
}

function finish(
	run: Run,
	schedule: Schedule,
	result: ExhaustiveResult,
	judged: Judged,
): void {
	const played = endRun(run);
	const { kind } = played.outcome;
	result.schedules++;
	result.kinds[kind] = (result.kinds[kind] ?? 0) + 1;
	for (const invariant of judge(played, run.rule, judged))
		addViolation(result, invariant, schedule);
}
