import type { StoredSettlement } from "../../settlements/stored-settlement.ts";
import type { SettlementStorage } from "./bindings.ts";

/** The one alarm of a settlement's object. */
export type SettlementAlarm = {
	/** Makes sure that the object wakes up, whatever happens to it while a settlement is under way. */
	keepLease(): Promise<void>;
	/** Sets the alarm for what comes next. */
	setFor(settlement: StoredSettlement): Promise<void>;
	/** @param moment Unix milliseconds */
	setAt(moment: number): Promise<void>;
	/** The alarm rings: the storage has none any longer. */
	rings(): void;
};

/** How long an object that runs a settlement may be gone before the alarm takes the settlement up. */
const leaseMs = 60_000;
/** The pause before a settlement whose time has come already: the last attempt to go on with it has failed. */
const faultPauseMs = 5_000;

/**
 * Sets the alarm of one object, as rarely as possible, because each time is a row written.
 *
 * @param keepSettledMs how long an ended settlement is kept
 */
export function createSettlementAlarm(
	storage: Pick<SettlementStorage, "getAlarm" | "setAlarm">,
	keepSettledMs: number,
	now: () => number,
): SettlementAlarm {
	/** `undefined`: not read yet. */
	let at: number | null | undefined;

	async function set(moment: number): Promise<void> {
		if (at === moment) return;
		at = moment;
		try {
			await storage.setAlarm(moment);
		} catch (error) {
			at = undefined;
			throw error;
		}
	}

	return {
		async keepLease() {
			if (at === undefined) at = await storage.getAlarm();
			const isSoon = at !== null && at <= now() + leaseMs;
			if (!isSoon) await set(now() + leaseMs);
		},
		setFor({ wake_at, settled_at }) {
			if (settled_at !== null) return set(settled_at + keepSettledMs);
			const isDue = wake_at === null || wake_at <= now();
			return set(isDue ? now() + faultPauseMs : wake_at);
		},
		setAt: set,
		rings() {
			at = null;
		},
	};
}
