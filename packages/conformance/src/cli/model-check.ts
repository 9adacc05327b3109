import { availableParallelism } from "node:os";
import { parentPort, Worker, workerData } from "node:worker_threads";
import { checkModel, type Failure, type Tally } from "../model-check/check.ts";
import { violations } from "../model-check/invariants.ts";
import { play, settler } from "../model-check/play-schedule.ts";
import {
	type Choices,
	replayedChoices,
	seededChoices,
} from "../simulation/choices.ts";
import { readFlags, wholeNumber } from "./flags.ts";
import { type Command, type Host, wrong } from "./process.ts";

const flagNames = ["runs", "seed", "replay", "choices"] as const;
const most = Number.MAX_SAFE_INTEGER;

/** `signoff-conformance model-check`. */
export const modelCheckCommand: Command = {
	name: "model-check",
	help: `signoff-conformance model-check [--runs 20000] [--seed 1]
  Plays random fault schedules number SEED to SEED + RUNS - 1 against the
  settlement rule, on all cores, and checks that every invariant holds.
  --replay SEED      prints one schedule, step by step
  --choices 0,3,1,…  prints a shrunk schedule, step by step
`,
	async run(argv, host) {
		const flags = readFlags(argv, flagNames);
		if (flags.kind === "wrong") return wrong(host, flags.sentence);
		const { runs = "20000", seed = "1", replay, choices } = flags.values;
		if (choices !== undefined) return shown(choices, host);
		const first = wholeNumber(replay ?? seed, most);
		const count = wholeNumber(runs, most);
		if (first === null || count === null)
			return wrong(
				host,
				"`--runs`, `--seed` and `--replay` take a whole number.",
			);
		return replay === undefined
			? checkAll(first, count, host)
			: show(seededChoices(first), host);
	},
};

/** A thread's share of a check: plays it, and posts its tally. */
export function checkShare(): void {
	const { first, runs }: Share = workerData;
	parentPort?.postMessage(checkModel(first, runs));
}

type Share = { first: number; runs: number };

function shown(list: string, host: Host): number {
	const numbers = list.split(",").map((each) => wholeNumber(each, most));
	const choices = numbers.filter((each) => each !== null);
	return choices.length === numbers.length
		? show(replayedChoices(choices), host)
		: wrong(host, "`--choices` takes whole numbers, joined by commas.");
}

function show(choices: Choices, host: Host): number {
	const broken = violations(play(choices, settler, (line) => say(host, line)));
	const holds = broken.length === 0;
	say(host, holds ? "Every invariant holds." : `Broken: ${broken.join(", ")}.`);
	return holds ? 0 : 1;
}

async function checkAll(
	seed: number,
	runs: number,
	host: Host,
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
			: await Promise.all(shares.map((share) => inThread(share, host)));
	const seconds = Number(((performance.now() - began) / 1000).toFixed(1));
	const failures = tallies.flatMap(({ failure }) => failure ?? []);
	for (const failure of failures) report(failure, host);
	const played = tallies.reduce((sum, tally) => sum + tally.runs, 0);
	const kinds = totals(tallies);
	const violated = failures.length;
	say(
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

function inThread(share: Share, { program }: Host): Promise<Tally> {
	return new Promise((resolve, reject) => {
		const worker = new Worker(program, { workerData: share });
		worker.once("message", resolve);
		worker.once("error", reject);
	});
}

function report({ seed, invariant, choices }: Failure, host: Host): void {
	say(host, `Schedule ${seed} breaks "${invariant}". Shrunk:`);
	play(replayedChoices(choices), settler, (line) => say(host, line));
	say(
		host,
		`Replay it whole:  pnpm --filter @signoff/conformance model-check --replay ${seed}`,
	);
	say(
		host,
		`Replay it shrunk: pnpm --filter @signoff/conformance model-check --choices ${choices.join(",")}`,
	);
}

function say(host: Host, line: string): void {
	host.out(`${line}\n`);
}

function totals(tallies: Tally[]): Record<string, number> {
	const kinds: Record<string, number> = {};
	for (const tally of tallies)
		for (const [kind, count] of Object.entries(tally.kinds))
			kinds[kind] = (kinds[kind] ?? 0) + count;
	return kinds;
}
