import type { CallName } from "@signoff/core";
import type { NetworkFault, RefreshFault } from "./faults.ts";

/** Decides which faults occur in a simulated network, and how long messages take. */
export type FaultSource = {
	/** The fault that a request meets; `null` if it meets none. */
	requestFault(
		call: Exclude<CallName, "refresh_token">,
		now: number,
	): NetworkFault | null;
	refreshFault(now: number): RefreshFault;
	/** Whether the client notices that its token has expired, and does not send the request. */
	noticesTokenExpiry(): boolean;
	/** Whether waiting cannot remove why a request was not sent, or a refresh failed. */
	isPermanent(): boolean;
	/** How long a message takes one way. */
	latencyMs(): number;
	/** How long the rate limiter holds a request back; `null` if it does not. */
	throttleMs(now: number): number | null;
	/** How long a request waits for its token; less than `timeoutMs`. */
	tokenWaitMs(timeoutMs: number, now: number): number;
	/** Whether the runtime resends a request by itself after its connection broke. */
	resends(): boolean;
};
