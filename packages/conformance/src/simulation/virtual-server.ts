import type { CallName, HttpResponseData, Submission } from "@signoff/core";
import {
	type ActorEvent,
	applyActorEvent,
	respondentIdOf,
} from "./actor-events.ts";
import { historyReply } from "./history-reply.ts";
import { instanceReply } from "./instance-reply.ts";
import { meReply } from "./me-reply.ts";
import { receiveResponse } from "./receive-response.ts";
import { currentStep, initialState, type ServerState } from "./server-state.ts";
import { submitReply } from "./submit-reply.ts";
import type { WorldPlan } from "./world.ts";

/** A world's server in virtual time: its states so far, and the actions scheduled for later. */
export type VirtualServer = {
	plan: WorldPlan;
	/** Every state it was in, oldest first. */
	versions: { at: number; state: ServerState }[];
	/** What happens later, earliest first: events of people and delayed copies of requests. */
	scheduled: {
		at: number;
		/** Changes the server; `at` is the moment for which it was scheduled. */
		run: (server: VirtualServer, at: number) => void;
	}[];
};

/** Creates a server whose instance started at `startedAt`. */
export function createVirtualServer(
	plan: WorldPlan,
	startedAt: number,
): VirtualServer {
	return {
		plan,
		versions: [{ at: startedAt, state: initialState(startedAt) }],
		scheduled: [],
	};
}

/** A copy that takes another course from now on. */
export function forkServer(server: VirtualServer): VirtualServer {
	const { plan, versions, scheduled } = server;
	return { plan, versions: [...versions], scheduled: [...scheduled] };
}

/** The server's latest state. */
export function stateOf({ versions }: VirtualServer): ServerState {
	const last = versions.at(-1);
	if (last === undefined) throw new RangeError("The server has no state.");
	return last.state;
}

/** The server's state at a moment; a stale read shows an earlier one. */
export function stateAt({ versions }: VirtualServer, at: number): ServerState {
	return (
		versions.findLast((version) => version.at <= at) ??
		versions[0] ?? { state: initialState(at) }
	).state;
}

/** Schedules an action. Actions of one moment run in the order in which they were scheduled. */
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

/** Runs every scheduled action that is due. */
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

/** Decides a submission of the respondent, stores the response and returns the reply. */
export function receiveSubmission(
	server: VirtualServer,
	submission: Submission,
	origin: string,
	at: number,
): HttpResponseData {
	const before = stateOf(server);
	const late =
		currentStep(before)?.id !== submission.response.current_step_occurrence_id;
	const { state, outcome } = receiveResponse(server.plan, before, {
		person_id: respondentIdOf(server.plan),
		response: submission.response,
		at,
		origin,
	});
	if (state !== before) server.versions.push({ at, state });
	return submitReply(server.plan, outcome, late, at);
}

/** The reply to a read that shows the state of a moment. */
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

/** Applies an event of a person and stores the state after it. */
export function performEvent(
	server: VirtualServer,
	event: ActorEvent,
	at: number,
): void {
	const before = stateOf(server);
	const state = applyActorEvent(server.plan, before, event, at);
	if (state !== before) server.versions.push({ at, state });
}
