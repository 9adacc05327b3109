import type { ProxyFault } from "./fault-proxy.ts";

/** How many of 1,000 requests meet each fault. */
export type FaultRates = Partial<Record<ProxyFault, number>>;

/** Chooses faults at random, the same ones for the same seed and order of requests. */
export function faultChooser(
	seed: number,
	rates: { submit: FaultRates; read: FaultRates },
): (isSubmit: boolean) => ProxyFault {
	let state = seed;
	/** Between 0 and 999 (mulberry32). */
	function next(): number {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) % 1_000;
	}
	return (isSubmit) => {
		let remaining = next();
		for (const [fault, rate] of entries(isSubmit ? rates.submit : rates.read)) {
			if (remaining < rate) return fault;
			remaining -= rate;
		}
		return "none";
	};
}

function entries(rates: FaultRates): [ProxyFault, number][] {
	return Object.entries(rates) as [ProxyFault, number][];
}
