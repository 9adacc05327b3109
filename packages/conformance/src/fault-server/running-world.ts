import type { CallName } from "@signoff/core";
import { respondentIdOf } from "../simulation/actor-events.ts";
import type { NetworkFault } from "../simulation/faults.ts";
import { currentStep, findResponse } from "../simulation/server-state.ts";
import {
	createVirtualServer,
	performEvent,
	stateAt,
	stateOf,
	type VirtualServer,
} from "../simulation/virtual-server.ts";
import type { AccessTokens } from "./access-tokens.ts";
import { createFaultSelector, type FaultSelector } from "./fault-selector.ts";
import { InFlightRequests } from "./in-flight.ts";
import { createOAuthServer, type OAuthServer } from "./oauth-server.ts";
import { createRateLimits, type RateLimitResult } from "./rate-limits.ts";
import type {
	HostedWorld,
	HostedWorldRecord,
	ReceivedRequest,
	SocketFault,
} from "./types.ts";
import { Waits } from "./waits.ts";

/** A world while it is served. */
export type RunningWorld = {
	id: string;
	script: HostedWorld;
	server: VirtualServer;
	tokens: AccessTokens;
	oauth: OAuthServer | null;
	countRequest(now: number): RateLimitResult;
	received_requests: ReceivedRequest[];
	waits: Waits;
	shown_unanswered: Set<string>;
	in_flight: InFlightRequests;
	selectFault: FaultSelector;
	/** Unix milliseconds. Each call returns a later time, so that everything in a world has an order. */
	now(): number;
};

const startedAgoMs = 60_000;
const eventsAgoMs = 30_000;

/**
 * Starts to serve a world. Its instance started a minute ago, and its earlier events were half a minute ago.
 *
 * @param sibling the world whose tokens and rate limits this one shares
 */
export function startWorld(
	id: string,
	script: HostedWorld,
	sibling: RunningWorld | null = null,
): RunningWorld {
	const now = Date.now();
	const server = createVirtualServer(script.plan, now - startedAgoMs);
	for (const [index, event] of script.before.entries())
		performEvent(server, event, now - eventsAgoMs + index);
	return {
		id,
		script,
		server,
		tokens: sibling?.tokens ?? {
			lifetimeMs: tokenLifetimeMs(script),
			expiresAt: new Map(),
		},
		oauth:
			script.oauth === undefined ? null : createOAuthServer(id, script.oauth),
		countRequest:
			sibling?.countRequest ?? createRateLimits(script.limits ?? []),
		received_requests: [],
		waits: new Waits(),
		shown_unanswered: new Set(),
		in_flight: new InFlightRequests(),
		selectFault: createFaultSelector(script),
		now: monotonicClock(),
	};
}

/**
 * Records a request and performs the interleavings before it. Returns the entry, the fault that the request meets,
 * and the origin of the responses that it puts on record.
 */
export function recordRequest(
	world: RunningWorld,
	call: ReceivedRequest["call"],
): {
	received: ReceivedRequest;
	origin: string;
	fault: NetworkFault | SocketFault;
} {
	const received: ReceivedRequest = {
		call,
		status: null,
		...(world.waits.isTooEarly(call, world.now()) && { too_early: true }),
	};
	world.received_requests.push(received);
	if (call === "other")
		return { received, origin: call, fault: { kind: "none" } };
	const nth = world.received_requests.filter(
		(each) => each.call === call,
	).length;
	for (const { before, event } of world.script.interleavings ?? [])
		if (before.call === call && before.nth === nth)
			performEvent(world.server, event, world.now());
	const fault = world.selectFault(call, nth, world.now());
	return { received, origin: `${call} ${nth}`, fault };
}

/** Records the step that a read shows as current, if the respondent has no response on it. */
export function recordShownStep(
	{ server, shown_unanswered }: RunningWorld,
	call: CallName,
	at: number,
): void {
	if (call !== "read_instance" || server.plan.variants.instance === "hidden")
		return;
	const state = stateAt(server, at);
	const step = currentStep(state);
	if (step === null) return;
	if (findResponse(state, step.id, respondentIdOf(server.plan)) === null)
		shown_unanswered.add(step.id);
}

/** What the world's server holds now. */
export function worldRecord({
	server,
	shown_unanswered,
}: RunningWorld): HostedWorldRecord {
	const state = stateOf(server);
	return {
		current_step: currentStep(state)?.id ?? null,
		responses: state.occurrences.flatMap(({ id, responses }) =>
			responses.map(({ person_id, option_id, comment, origin }) => ({
				step: id,
				person_id,
				option_id,
				comment: comment === "" ? null : comment,
				origin,
			})),
		),
		shown_unanswered: [...shown_unanswered],
	};
}

function tokenLifetimeMs({ oauth }: HostedWorld): number {
	return (oauth?.expires_in ?? Number.POSITIVE_INFINITY) * 1_000;
}

function monotonicClock(): () => number {
	let last = 0;
	return () => {
		last = Math.max(Date.now(), last + 1);
		return last;
	};
}
