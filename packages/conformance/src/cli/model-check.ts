import { availableParallelism } from "node:os";
import { parentPort, Worker, workerData } from "node:worker_threads";
import {
	type CheckResult,
	checkModel,
	type Failure,
} from "../model-check/check.ts";
import { violations } from "../model-check/invariants.ts";
import { coreRule, playSchedule } from "../model-check/play-schedule.ts";
import {
	type Choices,
	replayedChoices,
	seededChoices,
} from "../simulation/choices.ts";
import { readFlags, wholeNumber } from "./flags.ts";
import { type CliCommand, type CommandContext, usageError } from "./process.ts";

const flagNames = ["runs", "seed", "replay", "choices"] as const;
const most = Number.MAX_SAFE_INTEGER;

/** `signoff-conformance model-check`. */
export const modelCheckCommand: CliCommand = {
	name: "model-check",
	help: `signoff-conformance model-check [--runs 20000] [--seed 1]
  Plays random fault schedules number SEED to SEED + RUNS - 1 against the
  settlement rule, on all cores, and checks that every invariant holds.
  --replay SEED      prints one schedule, step by step
  --choices 0,3,1,…  prints a shrunk schedule, step by step
`,
	async run(argv, host) {
		const flags = readFlags(argv, flagNames);
		if (flags.kind === "wrong") return usageError(host, flags.sentence);
		const { runs = "20000", seed = "1", replay, choices } = flags.values;
		if (choices !== undefined) return replayChoices(choices, host);
		const first = wholeNumber(replay ?? seed, most);
		const count = wholeNumber(runs, most);
		if (first === null || count === null)
			return usageError(
				host,
				"`--runs`, `--seed` and `--replay` take a whole number.",
			);
		return replay === undefined
			? checkAll(first, count, host)
			: replaySchedule(seededChoices(first), host);
	},
};

/** A thread's share of a check: plays it, and posts its tally. */
export function runWorkerShare(): void {
	const { first, runs }: Share = workerData;
	parentPort?.postMessage(checkModel(first, runs));
}

type Share = { first: number; runs: number };

function replayChoices(list: string, host: CommandContext): number {
	const numbers = list.split(",").map((each) => wholeNumber(each, most));
	const choices = numbers.filter((each) => each !== null);
	return choices.length === numbers.length
		? replaySchedule(replayedChoices(choices), host)
		: usageError(host, "`--choices` takes whole numbers, joined by commas.");
}

function replaySchedule(choices: Choices, host: CommandContext): number {
	const broken = violations(
		playSchedule(choices, coreRule, (line) => printLine(host, line)),
	);
	const holds = broken.length === 0;
	printLine(
		host,
		holds ? "Every invariant holds." : `Broken: ${broken.join(", ")}.`,
	);
	return holds ? 0 : 1;
}

async function checkAll(
	seed: number,
	runs: number,
	host: CommandContext,
): Promise<number> {
	const began = performance.now();
	const cores = Math.min(availableParallelism(), Math.max(1, runs));
	const size = Math.ceil(runs / cores);
	const shares = Array.from({ length: cores }, (_, index) => ({
		first: seed + index * size,
		runs: Math.max(0, Math.min(size, runs - index * size)),
	}));
	const tallies =
		cores === 1
			? [checkModel(seed, runs)]
			: await Promise.all(shares.map((share) => checkInThread(share, host)));
	const seconds = Number(((performance.now() - began) / 1000).toFixed(1));
	const failures = tallies.flatMap(({ failure }) => failure ?? []);
	for (const failure of failures) printFailure(failure, host);
	const played = tallies.reduce((sum, tally) => sum + tally.runs, 0);
	const kinds = sumKinds(tallies);
	const violated = failures.length;
	printLine(
		host,
		JSON.stringify({
			runs: played,
			seed,
			violations: violated,
			seconds,
			cores,
			kinds,
		}),
	);
	return violated === 0 ? 0 : 1;
}

function checkInThread(
	share: Share,
	{ program }: CommandContext,
): Promise<CheckResult> {
	return new Promise((resolve, reject) => {
		const worker = new Worker(program, { workerData: share });
		worker.once("message", resolve);
		worker.once("error", reject);
	});
}

function printFailure(
	{ seed, invariant, choices }: Failure,
	host: CommandContext,
): void {
	printLine(host, `Schedule ${seed} breaks "${invariant}". Shrunk:`);
	playSchedule(replayedChoices(choices), coreRule, (line) =>
		printLine(host, line),
	);
	printLine(
		host,
		`Replay it whole:  pnpm --filter @signoff/conformance model-check --replay ${seed}`,
	);
	printLine(
		host,
		`Replay it shrunk: pnpm --filter @signoff/conformance model-check --choices ${choices.join(",")}`,
	);
}

function printLine(host: CommandContext, line: string): void {
	host.out(`${line}\n`);
}

function sumKinds(tallies: CheckResult[]): Record<string, number> {
	const kinds: Record<string, number> = {};
	for (const tally of tallies)
		for (const [kind, count] of Object.entries(tally.kinds))
			kinds[kind] = (kinds[kind] ?? 0) + count;
	return kinds;
}
