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
import { createRateLimits } from "./rate-limits.ts";
import type {
	HostedWorld,
	ReceivedRequest,
	SocketFault,
	WorldRecord,
} from "./types.ts";

/** A world as it is being served. */
export type RunningWorld = {
	id: string;
	script: HostedWorld;
	server: VirtualServer;
	tokens: AccessTokens;
	oauth: OAuthServer | null;
	countRequest: ReturnType<typeof createRateLimits>;
	received_requests: ReceivedRequest[];
	shown_unanswered: Set<string>;
	in_flight: InFlightRequests;
	selectFault: FaultSelector;
	/** Unix milliseconds, later at each asking: what happens in a world has an order. */
	now(): number;
};

const startedAgoMs = 60_000;
const eventsAgoMs = 30_000;

/**
 * Begins to serve a world. It began a minute ago, and what was done before was done half a minute ago.
 *
 * @param home the one that it stands beside
 */
export function startWorld(
	id: string,
	script: HostedWorld,
	home: RunningWorld | null = null,
): RunningWorld {
	const opened = Date.now();
	const server = createVirtualServer(script.plan, opened - startedAgoMs);
	for (const [index, doing] of script.before.entries())
		performEvent(server, doing, opened - eventsAgoMs + index);
	return {
		id,
		script,
		server,
		tokens: home?.tokens ?? {
			lifetimeMs: tokenLifetimeMs(script),
			expiresAt: new Map(),
		},
		oauth:
			script.oauth === undefined ? null : createOAuthServer(id, script.oauth),
		countRequest: home?.countRequest ?? createRateLimits(script.limits ?? []),
		received_requests: [],
		shown_unanswered: new Set(),
		in_flight: new InFlightRequests(),
		selectFault: createFaultSelector(script),
		now: monotonicClock(),
	};
}

/** A call comes in: it is seen, and what its coming sets off happens. `name` is what it puts on record under. */
export function recordRequest(
	world: RunningWorld,
	call: ReceivedRequest["call"],
): {
	seen: ReceivedRequest;
	origin: string;
	fault: NetworkFault | SocketFault;
} {
	const seen: ReceivedRequest = { call, status: null };
	world.received_requests.push(seen);
	if (call === "other") return { seen, origin: call, fault: { kind: "none" } };
	const nth = world.received_requests.filter(
		(each) => each.call === call,
	).length;
	for (const { before, event } of world.script.interleavings ?? [])
		if (before.call === call && before.nth === nth)
			performEvent(world.server, event, world.now());
	const fault = world.selectFault(call, nth, world.now());
	return { seen, origin: `${call} ${nth}`, fault };
}

/** Notes which step a read shows as current and unanswered. */
export function recordShownStep(
	world: RunningWorld,
	call: CallName,
	at: number,
): void {
	const { server, shown_unanswered } = world;
	if (call !== "read_instance" || server.plan.variants.instance === "hidden")
		return;
	const truth = stateAt(server, at);
	const step = currentStep(truth);
	if (step === null) return;
	if (findResponse(truth, step.id, respondentIdOf(server.plan)) === null)
		shown_unanswered.add(step.id);
}

/** What the world's server holds now. */
export function worldRecord({
	server,
	shown_unanswered,
}: RunningWorld): WorldRecord {
	const truth = stateOf(server);
	return {
		current_step: currentStep(truth)?.id ?? null,
		responses: truth.occurrences.flatMap(({ id, responses }) =>
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
