import type { CallName } from "@signoff/core";
import { meOf } from "../simulation/actor-events.ts";
import type { NetworkFault } from "../simulation/faults.ts";
import { currentStep, findResponse } from "../simulation/server-state.ts";
import {
	happen,
	openServer,
	type Server,
	truthAt,
	truthOf,
} from "../simulation/virtual-server.ts";
import type { Access } from "./access-tokens.ts";
import { type FaultSource, faultSourceOf } from "./fault-source.ts";
import { UnderWay } from "./in-flight.ts";
import { type Login, openLogin } from "./oauth-server.ts";
import { createLimits } from "./rate-limits.ts";
import type {
	HostedWorld,
	ReceivedRequest,
	SocketFault,
	WorldRecord,
} from "./types.ts";

/** A world as it is being served. */
export type Hosted = {
	id: string;
	script: HostedWorld;
	server: Server;
	access: Access;
	login: Login | null;
	limits: ReturnType<typeof createLimits>;
	seen: ReceivedRequest[];
	shown_unanswered: Set<string>;
	under_way: UnderWay;
	fateOf: FaultSource;
	/** Unix milliseconds, later at each asking: what happens in a world has an order. */
	now(): number;
};

const beganAgoMs = 60_000;
const doneAgoMs = 30_000;

/**
 * Begins to serve a world. It began a minute ago, and what was done before was done half a minute ago.
 *
 * @param home the one that it stands beside
 */
export function host(
	id: string,
	script: HostedWorld,
	home: Hosted | null = null,
): Hosted {
	const opened = Date.now();
	const server = openServer(script.plan, opened - beganAgoMs);
	for (const [index, doing] of script.before.entries())
		happen(server, doing, opened - doneAgoMs + index);
	return {
		id,
		script,
		server,
		access: home?.access ?? { lifeMs: lifeMs(script), goodUntil: new Map() },
		login: script.oauth === undefined ? null : openLogin(id, script.oauth),
		limits: home?.limits ?? createLimits(script.limits ?? []),
		seen: [],
		shown_unanswered: new Set(),
		under_way: new UnderWay(),
		fateOf: faultSourceOf(script),
		now: risingClock(),
	};
}

/** A call comes in: it is seen, and what its coming sets off happens. `name` is what it puts on record under. */
export function comesIn(
	hosted: Hosted,
	call: ReceivedRequest["call"],
): { seen: ReceivedRequest; name: string; fault: NetworkFault | SocketFault } {
	const seen: ReceivedRequest = { call, status: null };
	hosted.seen.push(seen);
	if (call === "other") return { seen, name: call, fault: { kind: "through" } };
	const nth = hosted.seen.filter((each) => each.call === call).length;
	for (const { before, event } of hosted.script.interleavings ?? [])
		if (before.call === call && before.nth === nth)
			happen(hosted.server, event, hosted.now());
	const fault = hosted.fateOf(call, nth, hosted.now());
	return { seen, name: `${call} ${nth}`, fault };
}

/** Notes which step a read shows as current and unanswered. */
export function noteShown(hosted: Hosted, call: CallName, at: number): void {
	const { server, shown_unanswered } = hosted;
	if (call !== "read_instance" || server.plan.variants.instance === "hidden")
		return;
	const truth = truthAt(server, at);
	const step = currentStep(truth);
	if (step === null) return;
	if (findResponse(truth, step.id, meOf(server.plan)) === null)
		shown_unanswered.add(step.id);
}

/** What the world's server holds now. */
export function heldBy({ server, shown_unanswered }: Hosted): WorldRecord {
	const truth = truthOf(server);
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

function lifeMs({ oauth }: HostedWorld): number {
	return (oauth?.expires_in ?? Number.POSITIVE_INFINITY) * 1_000;
}

function risingClock(): () => number {
	let last = 0;
	return () => {
		last = Math.max(Date.now(), last + 1);
		return last;
	};
}
