import type { StoredSettlement } from "./stored-settlement.ts";

/** Stores settlements, one for each id. */
export type SettlementStore = {
	/** The settlement that was saved last; `null` if there is none. */
	load(id: string): Promise<StoredSettlement | null>;
	/**
	 * Stores a settlement, whose `version` is one more than the stored one's. Resolves once it would survive a crash.
	 *
	 * @throws {OutdatedSettlement} if another copy has stored it since
	 */
	save(settlement: StoredSettlement): Promise<void>;
};

/** Another copy of this settlement has gone on with it: nothing more may be sent by this one. */
export class OutdatedSettlement extends Error {
	override readonly name = "OutdatedSettlement";

	constructor() {
		super("Another copy has gone on with this settlement.");
	}
}
