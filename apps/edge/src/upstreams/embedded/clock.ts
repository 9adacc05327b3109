/** The ledger's only sources of time and randomness, injected by the host. */
export type Clock = {
	/** Unix milliseconds. */
	now(): number;
	/** A fresh UUID. */
	uuid(): string;
};

/** The system's clock and random source. */
export const systemClock: Clock = {
	now: () => Date.now(),
	uuid: () => crypto.randomUUID(),
};

/**
 * A time as ISO 8601, UTC.
 *
 * @param at Unix milliseconds
 */
export function toIsoTime(at: number): string {
	return new Date(at).toISOString();
}
