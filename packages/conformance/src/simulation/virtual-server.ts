import type { CallName, HttpResponseData, Submission } from "@signoff/core";
import {
	type ActorEvent,
	applyActorEvent,
	respondentIdOf,
} from "./actor-events.ts";
import {
	historyReply,
	instanceReply,
	meReply,
	submitReply,
} from "./server-responses.ts";
import {
	currentStep,
	initialState,
	receiveResponse,
	type ServerState,
} from "./server-state.ts";
import type { WorldPlan } from "./world.ts";

/** A world's server in virtual time: what it held when, and what is still to come. */
export type VirtualServer = {
	plan: WorldPlan;
	/** Every state it was in, oldest first. */
	versions: { at: number; truth: ServerState }[];
	/** What happens later, earliest first: others' doings and copies under way. */
	scheduled: { at: number; run: (server: VirtualServer, at: number) => void }[];
};

/** A server whose world began some time ago. */
export function createVirtualServer(
	plan: WorldPlan,
	beganAt: number,
): VirtualServer {
	return {
		plan,
		versions: [{ at: beganAt, truth: initialState(beganAt) }],
		scheduled: [],
	};
}

/** What the server holds now. */
export function stateOf({ versions }: VirtualServer): ServerState {
	const last = versions.at(-1);
	if (last === undefined)
		throw new RangeError("A server always holds something.");
	return last.truth;
}

/** What a read shows that is `lag` old. */
export function stateAt({ versions }: VirtualServer, at: number): ServerState {
	return (
		versions.findLast((version) => version.at <= at) ??
		versions[0] ?? { truth: initialState(at) }
	).truth;
}

/** Plans something. */
export function schedule(
	server: VirtualServer,
	at: number,
	run: (server: VirtualServer, at: number) => void,
): void {
	const after = server.scheduled.findIndex((other) => other.at > at);
	server.scheduled.splice(after === -1 ? server.scheduled.length : after, 0, {
		at,
		run,
	});
}

/** Lets everything happen that is due. */
export function runUntil(server: VirtualServer, at: number): void {
	for (
		let next = server.scheduled[0];
		next !== undefined && next.at <= at;
		next = server.scheduled[0]
	) {
		server.scheduled.shift();
		next.run(server, next.at);
	}
}

/** A submission of ours arrives. */
export function receiveSubmission(
	server: VirtualServer,
	submission: Submission,
	origin: string,
	at: number,
): HttpResponseData {
	const before = stateOf(server);
	const late =
		currentStep(before)?.id !== submission.response.current_step_occurrence_id;
	const { truth, outcome } = receiveResponse(server.plan, before, {
		person_id: respondentIdOf(server.plan),
		response: submission.response,
		at,
		origin,
	});
	if (truth !== before) server.versions.push({ at, truth });
	return submitReply(server.plan, outcome, late, at);
}

/** What a read answers, as things stood at a moment. */
export function readReply(
	server: VirtualServer,
	call: CallName,
	at: number,
): HttpResponseData {
	switch (call) {
		case "read_me":
			return meReply(server.plan, respondentIdOf(server.plan));
		case "read_history":
			return historyReply(server.plan, stateAt(server, at));
		default:
			return instanceReply(server.plan, stateAt(server, at));
	}
}

/** Somebody does something of their own. */
export function performEvent(
	server: VirtualServer,
	event: ActorEvent,
	at: number,
): void {
	const truth = stateOf(server);
	const next = applyActorEvent(server.plan, truth, event, at);
	if (next !== truth) server.versions.push({ at, truth: next });
}
