/** The ledger's only sources of time and chance, handed in by the host. */
export type Clock = {
	/** Unix milliseconds. */
	now(): number;
	/** A fresh UUID. */
	uuid(): string;
};

/** The time and chance of the machine. */
export const systemClock: Clock = {
	now: () => Date.now(),
	uuid: () => crypto.randomUUID(),
};

/** ISO 8601, UTC. */
export function toIsoTime(at: number): string {
	return new Date(at).toISOString();
}
