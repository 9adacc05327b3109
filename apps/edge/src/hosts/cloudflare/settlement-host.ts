import { toUpstreamFault } from "../../faults/storage-fault.ts";
import { errorLogEntry } from "../../observability/log.ts";
import type { SettlementPorts } from "../../settlements/ports.ts";
import {
	createRunner,
	type SettlementRunner,
} from "../../settlements/settlement-runner.ts";
import type {
	Account,
	StoredSettlement,
} from "../../settlements/stored-settlement.ts";
import type { SettlementRequest } from "../../settlements/submission-request.ts";
import type { SettlementStorage } from "./bindings.ts";
import type { Entry } from "./enter-account.ts";
import { createSettlementAlarm } from "./settlement-alarm.ts";
import type { SubmitMessage } from "./settlement-messages.ts";
import { objectStore } from "./settlement-store.ts";

/** One settlement and its durable object. */
export type SettlementHost = {
	submit(request: SettlementRequest): Promise<SubmitMessage>;
	/** The settlement without its credential; `null` if there is none. */
	find(): StoredSettlement | null;
	/** Handles the alarm: goes on with the settlement, or deletes one that ended long ago. Rejects if no next alarm can be set. */
	wake(): Promise<void>;
	/** Resolves when nothing is under way. */
	idle(): Promise<void>;
};

/** What a host needs beside its storage. */
export type HostOptions = Omit<SettlementPorts, "store"> & {
	storage: SettlementStorage;
	/** How long the settlement is kept after it has ended, in milliseconds. */
	keepSettledMs: number;
	/** Takes a place among the settlements of an account that go on in the background. */
	enterBackground(account: Account): Promise<Entry>;
};

/** Runs one settlement with the storage and the alarm of its object. */
export function createSettlementHost({
	storage,
	keepSettledMs,
	enterBackground,
	...ports
}: HostOptions): SettlementHost {
	const { now, log } = ports;
	const alarm = createSettlementAlarm(storage, keepSettledMs, now);
	const store = objectStore(storage, alarm);
	let runner: SettlementRunner | null = null;

	const isRunning = (): boolean => runner?.isRunning() === true;

	/** The id is that of the request, or the stored one: an object does not always know its name while its alarm rings. */
	function runnerOf(id: string): SettlementRunner {
		runner ??= createRunner(id, { ...ports, store });
		return runner;
	}

	/** Sets the alarm for what comes next. While something is under way, the alarm only guards it. */
	async function setAlarm(): Promise<void> {
		if (isRunning()) return alarm.keepLease();
		const stored = store.read();
		if (stored !== null) await alarm.setFor(stored);
	}

	async function idle(): Promise<void> {
		await runner?.idle();
		await setAlarm();
	}

	function isOver(): boolean {
		const settledAt = store.read()?.settled_at ?? null;
		return (
			settledAt !== null && now() >= settledAt + keepSettledMs && !isRunning()
		);
	}

	function isDue({ wake_at }: StoredSettlement): boolean {
		return wake_at !== null && wake_at <= now() && !isRunning();
	}

	/** Goes on with the settlement; if the account has no place, returns when to ask again, in milliseconds. */
	async function goOn({
		id,
		account,
	}: StoredSettlement): Promise<number | null> {
		const entry = await enterBackground(account);
		if (entry.kind === "full") return entry.retryMs;
		try {
			await runnerOf(id).wake();
			return null;
		} finally {
			entry.leave();
		}
	}

	return {
		async submit(request) {
			try {
				return await runnerOf(request.id).submit(request);
			} catch (error) {
				const fault = toUpstreamFault(error, now());
				if (fault === null) throw error;
				log({ ...errorLogEntry("", fault), settlement: request.id });
				return { kind: "fault", fault: fault.fault, outcome: fault.outcome };
			}
		},
		find() {
			const stored = store.read();
			return stored === null ? null : { ...stored, credential: null };
		},
		async wake() {
			alarm.rings();
			let id = "";
			try {
				if (isOver()) return await storage.deleteAll();
				const stored = store.read();
				id = stored?.id ?? "";
				if (stored !== null && isDue(stored)) {
					const retryMs = await goOn(stored);
					if (retryMs !== null) return await alarm.setAt(now() + retryMs);
				}
			} catch (error) {
				log({ ...errorLogEntry("", error), settlement: id });
			}
			await setAlarm();
		},
		idle,
	};
}
