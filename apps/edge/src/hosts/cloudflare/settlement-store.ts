import {
	OutdatedSettlement,
	type SettlementStore,
} from "../../settlements/store.ts";
import {
	type StoredSettlement,
	storedSettlementSchema,
} from "../../settlements/stored-settlement.ts";
import { DamagedRecord } from "../../sql/sql-database.ts";
import type { SettlementStorage } from "./bindings.ts";
import type { SettlementAlarm } from "./settlement-alarm.ts";

/** The settlement of one object. */
export type ObjectStore = SettlementStore & {
	/** The settlement that was saved last, at once; `null` if there is none. */
	read(): StoredSettlement | null;
};

const key = "settlement";

/**
 * Stores one settlement in its object. Before one that is open, the alarm is set: whatever happens to the object, the
 * settlement goes on.
 */
export function objectStore(
	storage: SettlementStorage,
	alarm: SettlementAlarm,
): ObjectStore {
	function read(): StoredSettlement | null {
		const text = storage.kv.get(key);
		return text === undefined ? null : parseStored(text);
	}

	return {
		read,
		load: async () => read(),
		async save(settlement) {
			const hasEnded = settlement.outcome !== null;
			if (!hasEnded) await alarm.keepLease();
			if ((read()?.version ?? 0) !== settlement.version - 1)
				throw new OutdatedSettlement();
			storage.kv.put(key, JSON.stringify(settlement));
			if (hasEnded) await alarm.setFor(settlement);
			await storage.sync();
		},
	};
}

function parseStored(text: unknown): StoredSettlement {
	const parsed = storedSettlementSchema.safeParse(parseJson(text));
	if (parsed.success) return parsed.data;
	throw new DamagedRecord("The settlement is not what was stored.");
}

function parseJson(text: unknown): unknown {
	try {
		return JSON.parse(String(text));
	} catch {
		// The parser's error would repeat the text. No schema accepts undefined.
		return undefined;
	}
}
