import type { OutcomeKind } from "@signoff/core";
import { errorLogEntry } from "../../observability/log.ts";
import type { SettlementPorts, Settlements } from "../../settlements/ports.ts";
import {
	createRunner,
	type SettlementRunner,
} from "../../settlements/settlement-runner.ts";
import type { SqlSettlements } from "../../settlements/sql-store.ts";
import type {
	SettlementReply,
	SettlementRequest,
} from "../../settlements/submission-request.ts";
import {
	type LocalAccounts,
	queueFull,
} from "../../upstreams/procore/account-clients.ts";
import { createBlockedAccounts } from "./blocked-accounts.ts";
import { createWaitTimers } from "./wait-timers.ts";
import { createWakeTimer } from "./wake-timer.ts";

/** What the settlements of one process need. */
export type LocalOptions = Omit<
	SettlementPorts,
	"store" | "after" | "clients"
> & {
	table: SqlSettlements;
	accounts: LocalAccounts;
	/** Is called after a settlement was stored that has ended. */
	onEnd(outcome: OutcomeKind): void;
	/** How long ended settlements are kept, in milliseconds. */
	keepSettledMs: number;
};

/** The settlements of one process. */
export type LocalSettlements = Settlements & {
	/** Answers every caller who waits after at most 5 s. */
	beginStop(): void;
	/** Takes no settlement up any longer. Resolves when those that were taken up are left. */
	stop(): Promise<void>;
};

/** The most settlements that go on in the background at once; the others wait in the table. */
const maxInBackground = 64;
/** When to look again at a settlement that could not go on, in milliseconds. */
const faultPauseMs = 5_000;
/** A settlement that runs here is looked at again after this time. */
const runningPauseMs = 60_000;
const stopWaitMs = 5_000;
const cleaningMs = 3_600_000;
const cleaningBatch = 1_000;

/** Runs settlements in this process, and goes on with those that wait when their time has come. */
export function localSettlements({
	table,
	accounts,
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
	const waits = createWaitTimers();
	const blocked = createBlockedAccounts(now);
	let isStopped = false;
	let cleanAt = 0;

	const ports: SettlementPorts = {
		...host,
		store: {
			load: table.load,
			async save(settlement) {
				await table.save(settlement);
				if (settlement.wake_at !== null) timer.schedule(settlement.wake_at);
				if (settlement.outcome !== null) onEnd(settlement.outcome.kind);
			},
		},
		clients: accounts.clients,
		after: waits.after,
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
			const others = blocked.names();
			for (const id of table.due(now(), places, others)) {
				table.postpone(id, now() + runningPauseMs);
				if (runners.get(id)?.runner.isRunning() !== true) goOn(id);
			}
			timer.schedule(
				Math.min(
					table.nextWakeAt(others) ?? Number.POSITIVE_INFINITY,
					blocked.nextEnd(),
					cleanAt,
				),
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
				const account = isStopped ? null : table.accountOf(id);
				if (account !== null) blocked.set(account, accounts.blockedMs(account));
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

	/** A settlement for which no caller waits has a place in the account's queue as long as its round runs. */
	async function submit(request: SettlementRequest): Promise<SettlementReply> {
		const leave = request.isAsync
			? await accounts.enter(request.credential)
			: () => {};
		if (leave === null) return { kind: "outcome", outcome: queueFull(now()) };
		return use(request.id, async (runner) => {
			try {
				return await runner.submit(request);
			} finally {
				void runner.idle().then(leave);
			}
		});
	}

	table.wakeInterrupted(now());
	timer.schedule(now());
	return {
		submit,
		find: table.load,
		beginStop: () => waits.limit(stopWaitMs),
		async stop() {
			isStopped = true;
			timer.stop();
			const rounds = [...runners.values()].map(({ runner }) => runner);
			for (const round of rounds) round.leave();
			await Promise.all(rounds.map((round) => round.idle()));
		},
	};
}
