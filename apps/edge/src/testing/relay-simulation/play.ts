import { DatabaseSync } from "node:sqlite";
import {
	type Choices,
	chance,
	pick,
	replayedChoices,
	runUntil,
	seededChoices,
} from "@signoff/conformance/simulation";
import { nodeSql } from "../../hosts/node/sqlite.ts";
import { settlementMigrations } from "../../settlements/sql-store.ts";
import { runCaller } from "./callers.ts";
import { isUnproven, judge } from "./judge.ts";
import { type RelayProcess, startRelay } from "./relay-process.ts";
import { randomScenario } from "./scenario.ts";
import { passTimeUntil, sleep, withVirtualTime } from "./virtual-time.ts";
import { createWorld, note, type World, worldStart } from "./world.ts";

/** A run that was judged. */
export type Run = {
	world: World;
	/** Begins with the name of the invariant; empty if all hold. */
	violations: string[];
	/** Replays the run. */
	choices: number[];
};

/** A settlement that cannot become certain is played for this time only; in a few runs to its horizon. */
const unprovenMs = 1_800_000;
const maxTimers = 12_000;

/** Plays the run of a seed. */
export function playSeed(seed: number): Promise<Run> {
	return play(seededChoices(seed));
}

/** Plays the run of a list of choices. */
export function replay(list: readonly number[]): Promise<Run> {
	return play(replayedChoices(list));
}

function play(choices: Choices): Promise<Run> {
	return withVirtualTime(
		worldStart,
		() => choices.next(1_000) / 1_000,
		async () => {
			const world = createWorld(randomScenario(choices), choices);
			const hasEnded = await run(world);
			runUntil(world.server, Number.POSITIVE_INFINITY);
			const violations = judge(world, hasEnded);
			return { world, violations, choices: choices.values };
		},
	);
}

/** Runs processes and callers until everything has ended. */
async function run(world: World): Promise<boolean> {
	const db = new DatabaseSync(":memory:");
	const sql = nodeSql(db);
	for (const statement of settlementMigrations.flat()) db.exec(statement);
	const processes: RelayProcess[] = [];
	let current: RelayProcess | null = null;
	let starting = 0;

	function start(): void {
		const process: RelayProcess = startRelay(world, sql, processes.length, () =>
			crash(process),
		);
		note(world, `p${process.number} starts`);
		processes.push(process);
		current = process;
	}

	/** A process stops and is started again; or another one takes its place while it goes on with what it does. */
	function crash(process: RelayProcess): void {
		const { choices } = world;
		const isReplaced = chance(choices, 35);
		note(world, `p${process.number} ${isReplaced ? "is replaced" : "stops"}`);
		if (isReplaced) process.replace();
		else process.kill();
		if (current !== process) return;
		current = null;
		starting++;
		const ms = isReplaced ? 1 : pick(choices, [50, 3_000, 70_000]);
		void sleep(ms).then(() => {
			starting--;
			start();
		});
	}

	start();
	let callers = world.scenario.requests.length;
	for (const request of world.scenario.requests)
		void runCaller(world, request, () => current).then(() => {
			callers--;
		});
	const endsEarly = !chance(world.choices, 2);
	const isDone = () =>
		callers === 0 &&
		starting === 0 &&
		[...world.stored.values()].every(
			(settlement) =>
				settlement.outcome !== null ||
				(endsEarly &&
					Date.now() > worldStart + unprovenMs &&
					isUnproven(settlement)),
		);
	try {
		return await passTimeUntil(isDone, maxTimers);
	} finally {
		for (const process of processes) process.kill();
		db.close();
	}
}
