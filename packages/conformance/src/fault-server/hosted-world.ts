import type { CallName } from "@signoff/core";
import { meOf } from "../simulation/actor-events.ts";
import type { Fate } from "../simulation/faults.ts";
import { answerOf, current } from "../simulation/server-state.ts";
import {
	happen,
	openServer,
	type Server,
	truthAt,
	truthOf,
} from "../simulation/virtual-server.ts";
import type { Access } from "./access-tokens.ts";
import { type FateSource, fatesOf } from "./fault-source.ts";
import { UnderWay } from "./in-flight.ts";
import { type Login, openLogin } from "./oauth-server.ts";
import { createLimits } from "./rate-limits.ts";
import type {
	HeldByServer,
	HostedWorld,
	SeenCall,
	SocketFate,
} from "./types.ts";

/** A world as it is being served. */
export type Hosted = {
	id: string;
	script: HostedWorld;
	server: Server;
	access: Access;
	login: Login | null;
	limits: ReturnType<typeof createLimits>;
	seen: SeenCall[];
	shown_unanswered: Set<string>;
	under_way: UnderWay;
	fateOf: FateSource;
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
		fateOf: fatesOf(script),
		now: risingClock(),
	};
}

/** A call comes in: it is seen, and what its coming sets off happens. `name` is what it puts on record under. */
export function comesIn(
	hosted: Hosted,
	call: SeenCall["call"],
): { seen: SeenCall; name: string; fate: Fate | SocketFate } {
	const seen: SeenCall = { call, status: null };
	hosted.seen.push(seen);
	if (call === "other") return { seen, name: call, fate: { kind: "through" } };
	const nth = hosted.seen.filter((each) => each.call === call).length;
	for (const { before, doing } of hosted.script.meanwhile ?? [])
		if (before.call === call && before.nth === nth)
			happen(hosted.server, doing, hosted.now());
	const fate = hosted.fateOf(call, nth, hosted.now());
	return { seen, name: `${call} ${nth}`, fate };
}

/** Notes which step a read shows as current and unanswered. */
export function noteShown(hosted: Hosted, call: CallName, at: number): void {
	const { server, shown_unanswered } = hosted;
	if (call !== "read_instance" || server.plan.variants.instance === "hidden")
		return;
	const truth = truthAt(server, at);
	const step = current(truth);
	if (step === null) return;
	if (answerOf(truth, step.id, meOf(server.plan)) === null)
		shown_unanswered.add(step.id);
}

/** What the world's server holds now. */
export function heldBy({ server, shown_unanswered }: Hosted): HeldByServer {
	const truth = truthOf(server);
	return {
		current_step: current(truth)?.id ?? null,
		answers: truth.occurrences.flatMap(({ id, answers }) =>
			answers.map(({ person_id, option_id, comment, origin }) => ({
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
