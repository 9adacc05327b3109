import type { RequestEvent, Submission } from "@signoff/core";
import type { FaultSource } from "./fault-source.ts";
import { recordFault, type ScheduleFacts } from "./schedule-facts.ts";
import { runUntil, type VirtualServer } from "./virtual-server.ts";

/** A simulated network between one settlement and its server. */
export type NetworkState = {
	readonly server: VirtualServer;
	/** The submission that requests carry. */
	submission: Submission;
	faults: FaultSource;
	readonly facts: ScheduleFacts;
	/** How far the client's clock is ahead of the server's. */
	clockSkewMs: number;
	/** The server's clock, Unix milliseconds. */
	now: number;
	/** `fresh`: valid, and no request has used it yet. */
	token: "valid" | "fresh" | "expired";
};

/** The client's clock, Unix milliseconds. */
export function clientNow({ now, clockSkewMs }: NetworkState): number {
	return now + clockSkewMs;
}

/** Lets time pass, and the server run everything scheduled until then. */
export function passTime(network: NetworkState, ms: number): void {
	network.now += Math.max(0, ms);
	runUntil(network.server, network.now);
}

/** Lets time pass and returns the event that follows. */
export function eventAfter(
	network: NetworkState,
	ms: number,
	event: RequestEvent,
): RequestEvent {
	passTime(network, ms);
	return event;
}

/** The event of a request or refresh that was not sent; waiting may be unable to remove the cause. */
export function notSentEvent({
	faults,
	facts,
}: NetworkState): Extract<RequestEvent, { kind: "not_sent" }> {
	const permanent = faults.isPermanent();
	if (permanent) facts.failed_for_good = true;
	return { kind: "not_sent", cause: "proxy_refused", permanent };
}

/** Records that a fault had an effect, now or until a later moment. */
export function faultUntil(
	{ facts, now }: NetworkState,
	until: number = now,
): void {
	recordFault(facts, until);
}

/** Expires the token. If no request has used it successfully, no token can be obtained at all. */
export function expireToken(network: NetworkState): void {
	if (network.token === "fresh") network.facts.token_unavailable = true;
	network.token = "expired";
}
