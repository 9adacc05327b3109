#!/usr/bin/env node
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { checkModel, type Failure, type Tally } from "./check.ts";
import { replayedChoices, seededChoices } from "./choices.ts";
import { violations } from "./invariants.ts";
import { play, settler } from "./run.ts";

const usage = `Plays random fault schedules against the settlement rule and checks that every invariant holds.

  model-check [--runs 20000] [--seed 1]   play schedules number SEED to SEED + RUNS - 1, on all cores
  model-check --replay SEED               print one schedule, step by step
  model-check --choices 0,3,1,…           print a shrunk schedule, step by step
`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const { values } = parseArgs({
	options: {
		runs: { type: "string", default: "20000" },
		seed: { type: "string", default: "1" },
		replay: { type: "string" },
		choices: { type: "string" },
		help: { type: "boolean" },
	},
});

if (values.help) say(usage);
else if (values.replay !== undefined)
	show(seededChoices(whole(values.replay, "--replay")));
else if (values.choices !== undefined)
	show(replayedChoices(values.choices.split(",").map(Number)));
else await checkAll(whole(values.seed, "--seed"), whole(values.runs, "--runs"));

function whole(text: string, flag: string): number {
	if (/^[0-9]{1,15}$/.test(text)) return Number(text);
	process.stderr.write(`${flag} takes a whole number.\n`);
	process.exit(2);
}

function show(choices: ReturnType<typeof seededChoices>): void {
	const broken = violations(play(choices, settler, say));
	say(
		broken.length === 0
			? "Every invariant holds."
			: `Broken: ${broken.join(", ")}.`,
	);
	process.exitCode = broken.length === 0 ? 0 : 1;
}

async function checkAll(seed: number, runs: number): Promise<void> {
	const began = performance.now();
	const cores = Math.min(availableParallelism(), Math.max(1, runs));
	const share = Math.ceil(runs / cores);
	const parts = Array.from({ length: cores }, (_, index) => ({
		first: seed + index * share,
		runs: Math.max(0, Math.min(share, runs - index * share)),
	}));
	const tallies =
		cores === 1
			? [checkModel(seed, runs)]
			: await Promise.all(parts.map(inWorker));
	const seconds = ((performance.now() - began) / 1000).toFixed(1);
	for (const { failure } of tallies) if (failure !== null) report(failure);
	const played = tallies.reduce((sum, tally) => sum + tally.runs, 0);
	const failures = tallies.filter(({ failure }) => failure !== null).length;
	say(
		JSON.stringify({
			runs: played,
			seed,
			violations: failures,
			seconds: Number(seconds),
			cores,
			kinds: totals(tallies),
		}),
	);
	process.exitCode = failures === 0 ? 0 : 1;
}

function inWorker(part: { first: number; runs: number }): Promise<Tally> {
	return new Promise((resolve, reject) => {
		const file = import.meta.url.endsWith(".ts")
			? "./worker.ts"
			: "./worker.js";
		const worker = new Worker(new URL(file, import.meta.url), {
			workerData: part,
		});
		worker.once("message", resolve);
		worker.once("error", reject);
	});
}

function report({ seed, invariant, choices }: Failure): void {
	say(`Schedule ${seed} breaks "${invariant}". Shrunk:`);
	play(replayedChoices(choices), settler, say);
	say(
		`Replay it whole:  pnpm --filter @signoff/conformance model-check --replay ${seed}`,
	);
	say(
		`Replay it shrunk: pnpm --filter @signoff/conformance model-check --choices ${choices.join(",")}`,
	);
}

function totals(tallies: Tally[]): Record<string, number> {
	const kinds: Record<string, number> = {};
	for (const tally of tallies)
		for (const [kind, count] of Object.entries(tally.kinds))
			kinds[kind] = (kinds[kind] ?? 0) + count;
	return kinds;
}
