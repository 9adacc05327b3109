import { parentPort, workerData } from "node:worker_threads";
import {
	checkModel,
	type Failure,
	type ModelCheckResult,
} from "../model-check/check.ts";
import { violations } from "../model-check/invariants.ts";
import { playSchedule, type Worlds } from "../model-check/play-schedule.ts";
import { coreRule } from "../model-check/settlement-rule.ts";
import { sumShares } from "../model-check/uncertain-share.ts";
import {
	type Choices,
	replayedChoices,
	seededChoices,
} from "../simulation/choices.ts";
import {
	checkExhaustively,
	type ExhaustiveShare,
	exploreShare,
} from "./exhaustive-check.ts";
import { parseFlags, parseWholeNumber } from "./flags.ts";
import {
	type CliCommand,
	type CommandContext,
	flagError,
	usageError,
} from "./process.ts";
import { runInThread, workerCount } from "./worker-thread.ts";

const randomFlags = ["runs", "seed", "worlds", "replay", "choices"] as const;
const boundFlags = ["faults", "calls"] as const;
const maxNumber = Number.MAX_SAFE_INTEGER;
/** More would not end within a lifetime. */
const maxBound = 40;

/** `signoff-conformance model-check`. */
export const modelCheckCommand: CliCommand = {
	name: "model-check",
	help: `signoff-conformance model-check [--runs 20000] [--seed 1] [--worlds all]
  Plays random fault schedules number SEED to SEED + RUNS - 1 against the
  settlement rule, on all cores, and checks that every invariant holds.
  --worlds classic   only the distribution of the first edition; all: half of
                     them with the worlds, faults and processes added since
  --replay SEED      prints one schedule, command by command
  --choices 0,3,1,…  prints a shrunk schedule, command by command

signoff-conformance model-check --exhaustive [--faults 3] [--calls 6]
  Plays every schedule of at most FAULTS faults among the first CALLS requests
  of a settlement, in every combination of a fixed list of worlds, on all cores.
  Prints the worlds and faults, how often each event met each phase of the
  settlement, and for each violated invariant the smallest schedule.
`,
	async run(argv, context) {
		const flags = parseFlags(
			argv,
			[...randomFlags, ...boundFlags],
			["exhaustive"],
		);
		if (flags.kind === "invalid") return flagError(context, flags.issues);
		const { exhaustive = false } = flags.value;
		const excluded = (exhaustive ? randomFlags : boundFlags).find(
			(name) => flags.value[name] !== undefined,
		);
		if (excluded !== undefined)
			return usageError(
				context,
				`\`--${excluded}\` is ${exhaustive ? "not for" : "only for"} \`--exhaustive\`.`,
			);
		if (exhaustive) return checkBounds(flags.value, context);
		const { runs = "20000", seed = "1", replay, choices } = flags.value;
		const worlds = parseWorlds(flags.value.worlds ?? "all");
		if (worlds === null)
			return usageError(context, "`--worlds` takes `classic` or `all`.");
		if (choices !== undefined) return replayChoices(choices, worlds, context);
		const first = parseWholeNumber(replay ?? seed, maxNumber);
		const count = parseWholeNumber(runs, maxNumber);
		if (first === null || count === null)
			return usageError(
				context,
				"`--runs`, `--seed` and `--replay` take a whole number.",
			);
		return replay === undefined
			? checkAll(first, count, worlds, context)
			: replaySchedule(seededChoices(first), worlds, context);
	},
};

function parseWorlds(text: string): Worlds | null {
	return text === "classic" || text === "all" ? text : null;
}

/** A range of schedules that one worker thread plays. */
type WorkerShare = { first: number; runs: number; worlds: Worlds };

/** Plays this worker thread's share of the schedules and posts the result. */
export function runWorkerShare(): void {
	const share: WorkerShare | ExhaustiveShare = workerData;
	const result =
		"bounds" in share
			? exploreShare(share)
			: checkModel(share.first, share.runs, coreRule, share.worlds);
	parentPort?.postMessage(result);
}

function checkBounds(
	{
		faults = "3",
		calls = "6",
	}: { [K in (typeof boundFlags)[number]]?: string | undefined },
	context: CommandContext,
): Promise<number> | number {
	const bounds = {
		faults: parseWholeNumber(faults, maxBound),
		calls: parseWholeNumber(calls, maxBound),
	};
	return bounds.faults === null || !bounds.calls
		? usageError(
				context,
				`\`--faults\` and \`--calls\` take a whole number up to ${maxBound}, and \`--calls\` at least 1.`,
			)
		: checkExhaustively(
				{ faults: bounds.faults, calls: bounds.calls },
				context,
			);
}

function replayChoices(
	list: string,
	worlds: Worlds,
	context: CommandContext,
): number {
	const numbers = list
		.split(",")
		.map((each) => parseWholeNumber(each, maxNumber));
	const choices = numbers.filter((each) => each !== null);
	return choices.length === numbers.length
		? replaySchedule(replayedChoices(choices), worlds, context)
		: usageError(context, "`--choices` takes whole numbers, joined by commas.");
}

function replaySchedule(
	choices: Choices,
	worlds: Worlds,
	context: CommandContext,
): number {
	const violated = violations(
		playSchedule(choices, coreRule, (line) => printLine(context, line), worlds),
	);
	const holds = violated.length === 0;
	printLine(
		context,
		holds ? "Every invariant holds." : `Violated: ${violated.join(", ")}.`,
	);
	return holds ? 0 : 1;
}

async function checkAll(
	seed: number,
	runs: number,
	worlds: Worlds,
	context: CommandContext,
): Promise<number> {
	const startedAt = performance.now();
	const cores = workerCount(runs);
	const size = Math.ceil(runs / cores);
	const shares = Array.from({ length: cores }, (_, index) => ({
		first: seed + index * size,
		runs: Math.max(0, Math.min(size, runs - index * size)),
		worlds,
	}));
	const results =
		cores === 1
			? [checkModel(seed, runs, coreRule, worlds)]
			: await Promise.all(
					shares.map((share) => runInThread<ModelCheckResult>(share, context)),
				);
	const elapsedMs = performance.now() - startedAt;
	const failures = results.flatMap(({ failure }) => failure ?? []);
	for (const failure of failures) printFailure(failure, worlds, context);
	const summary = {
		runs: results.reduce((sum, result) => sum + result.runs, 0),
		seed,
		violations: failures.length,
		seconds: Number((elapsedMs / 1000).toFixed(1)),
		cores,
		kinds: sumKinds(results),
		uncertain: sumUncertain(results),
	};
	printLine(context, JSON.stringify(summary));
	return failures.length === 0 ? 0 : 1;
}

function printFailure(
	{ seed, invariant, choices }: Failure,
	worlds: Worlds,
	context: CommandContext,
): void {
	const command = `pnpm --filter @signoff/conformance model-check --worlds ${worlds}`;
	printLine(context, `Schedule ${seed} violates "${invariant}". Shrunk:`);
	playSchedule(
		replayedChoices(choices),
		coreRule,
		(line) => printLine(context, line),
		worlds,
	);
	printLine(context, `Replay it whole:  ${command} --replay ${seed}`);
	printLine(
		context,
		`Replay it shrunk: ${command} --choices ${choices.join(",")}`,
	);
}

function printLine(context: CommandContext, line: string): void {
	context.out(`${line}\n`);
}

/** The share of `uncertain` for each distribution. */
function sumUncertain(results: ModelCheckResult[]): object {
	const sumOf = (worlds: "classic" | "new"): object => ({
		...sumShares(results.map(({ uncertain }) => uncertain[worlds].all)),
		shown: sumShares(results.map(({ uncertain }) => uncertain[worlds].shown)),
		current: sumShares(
			results.map(({ uncertain }) => uncertain[worlds].current),
		),
	});
	return { classic: sumOf("classic"), new: sumOf("new") };
}

function sumKinds(results: ModelCheckResult[]): Record<string, number> {
	const sums: Record<string, number> = {};
	for (const { kinds } of results)
		for (const [kind, count] of Object.entries(kinds))
			sums[kind] = (sums[kind] ?? 0) + count;
	return sums;
}
