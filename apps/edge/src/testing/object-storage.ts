import type { SettlementStorage } from "../hosts/cloudflare/bindings.ts";

/** The storage of a durable object in memory, for tests without workerd. */
export type MemoryStorage = SettlementStorage & {
	/** What the object stores as its settlement; `null` if nothing. */
	settlement(): string | null;
	/** The alarm that is set; `null` if none is. */
	alarm(): number | null;
	/** The alarm rings: it is no longer set. */
	ring(): void;
	/** Is called with each write; what it throws is thrown by the storage. */
	onWrite(listener: (write: "put" | "alarm" | "sync") => void): void;
};

/** Creates an empty storage. */
export function memoryStorage(): MemoryStorage {
	const values = new Map<string, string>();
	let alarm: number | null = null;
	let onWrite: (write: "put" | "alarm" | "sync") => void = () => {};
	return {
		kv: {
			get: (key) => values.get(key),
			put(key, value) {
				onWrite("put");
				values.set(key, value);
			},
		},
		getAlarm: async () => alarm,
		async setAlarm(at) {
			onWrite("alarm");
			alarm = at;
		},
		async deleteAll() {
			values.clear();
			alarm = null;
		},
		sync: async () => onWrite("sync"),
		settlement: () => values.get("settlement") ?? null,
		alarm: () => alarm,
		ring() {
			alarm = null;
		},
		onWrite(listener) {
			onWrite = listener;
		},
	};
}
