import type { FaultSource } from "../simulation/fault-source.ts";
import { type FaultChoice, latencyMs, noFault } from "./fault-choices.ts";

/** A source of the fault that was chosen for the next request. Nothing else goes wrong. */
export type NextFault = FaultSource & { next: FaultChoice };

/** A source that has no fault at first. */
export function createNextFault(): NextFault {
	return {
		next: noFault,
		requestFault() {
			const { next } = this;
			return next.kind === "request" && next.fault.kind !== "none"
				? next.fault
				: null;
		},
		refreshFault() {
			return this.next.kind === "refresh" ? this.next.fault : "refreshed";
		},
		noticesTokenExpiry: () => false,
		isPermanent: () => false,
		latencyMs: () => latencyMs,
		throttleMs: () => null,
		tokenWaitMs: () => 0,
		resends: () => false,
	};
}
