import type { CallName, HttpResponseData, Submission } from "@signoff/core";
import { type ActorEvent, applyActorEvent, meOf } from "./actor-events.ts";
import {
	answerHistory,
	answerInstance,
	answerMe,
	answerSubmit,
} from "./server-responses.ts";
import {
	currentStep,
	receiveResponse,
	type ServerState,
	start,
} from "./server-state.ts";
import type { WorldPlan } from "./world.ts";

/** A world's server in virtual time: what it held when, and what is still to come. */
export type Server = {
	plan: WorldPlan;
	/** Every state it was in, oldest first. */
	versions: { at: number; truth: ServerState }[];
	/** What happens later, earliest first: others' doings and copies under way. */
	coming: { at: number; happen: (server: Server, at: number) => void }[];
};

/** A server whose world began some time ago. */
export function openServer(plan: WorldPlan, beganAt: number): Server {
	return {
		plan,
		versions: [{ at: beganAt, truth: start(beganAt) }],
		coming: [],
	};
}

/** What the server holds now. */
export function truthOf({ versions }: Server): ServerState {
	const last = versions.at(-1);
	if (last === undefined)
		throw new RangeError("A server always holds something.");
	return last.truth;
}

/** What a read shows that is `lag` old. */
export function truthAt({ versions }: Server, at: number): ServerState {
	return (
		versions.findLast((version) => version.at <= at) ??
		versions[0] ?? { truth: start(at) }
	).truth;
}

/** Plans something. */
export function schedule(
	server: Server,
	at: number,
	happen: (server: Server, at: number) => void,
): void {
	const after = server.coming.findIndex((other) => other.at > at);
	server.coming.splice(after === -1 ? server.coming.length : after, 0, {
		at,
		happen,
	});
}

/** Lets everything happen that is due. */
export function runUntil(server: Server, at: number): void {
	for (
		let next = server.coming[0];
		next !== undefined && next.at <= at;
		next = server.coming[0]
	) {
		server.coming.shift();
		next.happen(server, next.at);
	}
}

/** A submission of ours arrives. */
export function receive(
	server: Server,
	submission: Submission,
	origin: string,
	at: number,
): HttpResponseData {
	const before = truthOf(server);
	const late =
		currentStep(before)?.id !== submission.response.current_step_occurrence_id;
	const { truth, outcome } = receiveResponse(server.plan, before, {
		person_id: meOf(server.plan),
		response: submission.response,
		at,
		origin,
	});
	if (truth !== before) server.versions.push({ at, truth });
	return answerSubmit(server.plan, outcome, late, at);
}

/** What a read answers, as things stood at a moment. */
export function show(
	server: Server,
	call: CallName,
	at: number,
): HttpResponseData {
	switch (call) {
		case "read_me":
			return answerMe(server.plan, meOf(server.plan));
		case "read_history":
			return answerHistory(server.plan, truthAt(server, at));
		default:
			return answerInstance(server.plan, truthAt(server, at));
	}
}

/** Somebody does something of their own. */
export function happen(server: Server, event: ActorEvent, at: number): void {
	const truth = truthOf(server);
	const next = applyActorEvent(server.plan, truth, event, at);
	if (next !== truth) server.versions.push({ at, truth: next });
}
