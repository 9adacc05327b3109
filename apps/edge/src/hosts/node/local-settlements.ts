import { errorLogEntry } from "../../observability/log.ts";
import type { SettlementPorts, Settlements } from "../../settlements/ports.ts";
import {
	createRunner,
	type SettlementRunner,
} from "../../settlements/settlement-runner.ts";
import type { SqlSettlements } from "../../settlements/sql-store.ts";
import { createWakeTimer } from "./wake-timer.ts";

/** What the settlements of one process need. */
export type LocalOptions = Omit<SettlementPorts, "store" | "after"> & {
	table: SqlSettlements;
	/** Is called after a settlement was stored that has ended. */
	onEnd(): void;
	/** How long ended settlements are kept, in milliseconds. */
	keepSettledMs: number;
};

/** The settlements of one process. */
export type LocalSettlements = Settlements & {
	/** Takes no settlement up any longer. Resolves when those that were taken up are left. */
	stop(): Promise<void>;
};

/** The most settlements that go on in the background at once; the others wait in the table. */
const maxInBackground = 64;
/** When to look again at a settlement that could not go on, in milliseconds. */
const faultPauseMs = 5_000;
/** A settlement that runs here is looked at again after this time. */
const runningPauseMs = 60_000;
const cleaningMs = 3_600_000;
const cleaningBatch = 1_000;

/** Runs settlements in this process, and goes on with those that wait when their time has come. */
export function localSettlements({
	table,
	onEnd,
	keepSettledMs,
	...host
}: LocalOptions): LocalSettlements {
	const { now, log } = host;
	const runners = new Map<
		string,
		{ runner: SettlementRunner; users: number }
	>();
	const background = new Set<Promise<void>>();
	const timer = createWakeTimer(now, wakeDue);
	let isStopped = false;
	let cleanAt = 0;

	const ports: SettlementPorts = {
		...host,
		store: {
			load: table.load,
			async save(settlement) {
				await table.save(settlement);
				if (settlement.wake_at !== null) timer.schedule(settlement.wake_at);
				if (settlement.outcome !== null) onEnd();
			},
		},
		after(ms, callback) {
			const timeout = setTimeout(callback, ms);
			return () => clearTimeout(timeout);
		},
	};

	/** Uses the runner of a settlement, which exists as long as it is used. */
	async function use<T>(
		id: string,
		work: (runner: SettlementRunner) => Promise<T>,
	): Promise<T> {
		const entry = runners.get(id) ?? {
			runner: createRunner(id, ports),
			users: 0,
		};
		runners.set(id, entry);
		entry.users += 1;
		try {
			return await work(entry.runner);
		} finally {
			// A round may run on after the caller's wait.
			void entry.runner.idle().then(() => {
				entry.users -= 1;
				if (entry.users === 0) runners.delete(id);
			});
		}
	}

	/** Goes on with settlements whose time has come, as many as there is place for. */
	function wakeDue(): void {
		if (isStopped) return;
		try {
			clean();
			const places = maxInBackground - background.size;
			if (places <= 0) return;
			for (const id of table.due(now(), places)) {
				table.postpone(id, now() + runningPauseMs);
				if (runners.get(id)?.runner.isRunning() !== true) goOn(id);
			}
			timer.schedule(
				Math.min(table.nextWakeAt() ?? Number.POSITIVE_INFINITY, cleanAt),
			);
		} catch (error) {
			log(errorLogEntry("", error));
			timer.schedule(now() + faultPauseMs);
		}
	}

	function goOn(id: string): void {
		const work = use(id, (runner) => runner.wake())
			.catch((error: unknown) => {
				log({ ...errorLogEntry("", error), settlement: id });
				timer.schedule(now() + faultPauseMs);
			})
			.finally(() => {
				background.delete(work);
				timer.schedule(now());
			});
		background.add(work);
	}

	function clean(): void {
		if (now() < cleanAt) return;
		const deleted = table.deleteSettledBefore(
			now() - keepSettledMs,
			cleaningBatch,
		);
		cleanAt = deleted < cleaningBatch ? now() + cleaningMs : now();
	}

	table.wakeInterrupted(now());
	timer.schedule(now());
	return {
		submit: (request) => use(request.id, (runner) => runner.submit(request)),
		find: table.load,
		async stop() {
			isStopped = true;
			timer.stop();
			for (const { runner } of runners.values()) runner.leave();
			await Promise.allSettled(background);
		},
	};
}
