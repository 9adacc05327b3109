import type { CallName, HttpResponseData, RequestEvent } from "@signoff/core";
import { normalizeComment } from "@signoff/core/contract";
import { respondentIdOf } from "./actor-events.ts";
import {
	expiredTokenReply,
	failedReply,
	garbledReply,
	rateLimitedReply,
	relayReply,
} from "./fault-replies.ts";
import type { LossMode, NetworkFault } from "./faults.ts";
import {
	clientNow,
	eventAfter,
	expireToken,
	faultUntil,
	type NetworkState,
	notSentEvent,
	passTime,
} from "./network-state.ts";
import { refusalReply } from "./refusal-reply.ts";
import { recordWait } from "./schedule-facts.ts";
import { currentStep, findResponse, type ServerState } from "./server-state.ts";
import {
	readReply,
	receiveSubmission,
	schedule,
	stateAt,
	stateOf,
} from "./virtual-server.ts";
import { isAt, type WorldPlan } from "./world.ts";

/** A request that goes to the API. */
export type ApiRequest = {
	kind: Exclude<CallName, "refresh_token">;
	timeout_ms: number;
	urgent?: true;
};

/** Delivers one copy of a request with a fault. `origin` names the copy in the server's record. */
export function deliverRequest(
	network: NetworkState,
	fault: NetworkFault,
	request: ApiRequest,
	origin: string,
): RequestEvent {
	if (fault.kind === "not_sent")
		return eventAfter(network, 1, notSentEvent(network));
	if (fault.kind === "token_expired") expireToken(network);
	else if (network.token === "fresh") network.token = "valid";
	const latency = network.faults.latencyMs();
	const sentAt = network.now;
	const noResponse = (loss: LossMode): RequestEvent => {
		const { timeout_ms } = request;
		const ms = loss === "hang" ? timeout_ms : Math.min(latency * 2, timeout_ms);
		return eventAfter(network, ms, { kind: "no_response" });
	};
	switch (fault.kind) {
		case "request_dropped":
			return noResponse(fault.loss);
		case "arrives_late":
			scheduleSubmission(network, sentAt + fault.delay_ms, origin);
			return noResponse(fault.loss);
		case "duplicated_late":
			scheduleSubmission(network, sentAt + 1, origin);
			scheduleSubmission(network, sentAt + fault.delay_ms, `${origin} again`);
			return noResponse(fault.loss);
		case "reply_dropped":
			if (network.token === "expired") break;
			scheduleSubmission(network, sentAt + 1, origin);
			return noResponse(fault.loss);
	}
	if (latency * 2 >= request.timeout_ms)
		return timeOut(network, request, origin);
	passTime(network, latency);
	const reply =
		network.token === "expired"
			? expiredTokenReply
			: replyWithFault(network, fault, request, origin);
	return eventAfter(network, latency, { kind: "response", ...reply });
}

function scheduleSubmission(
	{ server, submission }: NetworkState,
	at: number,
	origin: string,
): void {
	schedule(
		server,
		at,
		(target, now) => void receiveSubmission(target, submission, origin, now),
	);
}

/** The time left is shorter than a reply takes. */
function timeOut(
	network: NetworkState,
	{ kind, timeout_ms }: ApiRequest,
	origin: string,
): RequestEvent {
	if (kind === "submit") scheduleSubmission(network, network.now, origin);
	faultUntil(network, network.now + timeout_ms);
	return eventAfter(network, timeout_ms, { kind: "no_response" });
}

/** The reply of the server, or of a gateway in front of it. */
function replyWithFault(
	network: NetworkState,
	fault: NetworkFault,
	request: ApiRequest,
	origin: string,
): HttpResponseData {
	const { now } = network;
	switch (fault.kind) {
		case "failed":
			if (fault.recorded) handleRequest(network, request, origin, 0);
			faultUntil(network, now + (fault.retry_after ?? 0) * 1000);
			if (fault.status === 503)
				recordWait(network.facts, now, now + (fault.retry_after ?? 0) * 1000);
			return failedReply(fault);
		case "relayed":
			if (fault.status === 504 && fault.recorded)
				handleRequest(network, request, origin, 0);
			faultUntil(network, now + 1_000);
			if (fault.status === 503) recordWait(network.facts, now, now + 1_000);
			return relayReply(fault, now);
		case "refused":
			// The contract: an identical repeat is never refused with 422 while its step is current.
			return fault.status === 422 && isIdenticalRepeat(network, request)
				? handleRequest(network, request, origin, 0)
				: { status: fault.status, headers: {}, data: "Refused" };
		case "rate_limited": {
			network.facts.limit_named = true;
			const wait = Math.max(fault.reset_in ?? 0, fault.retry_after ?? 0);
			faultUntil(network, now + (wait + 2) * 1000);
			if (fault.reset_in !== null)
				recordWait(network.facts, now, resetAt(now, fault));
			recordWait(network.facts, now, now + (fault.retry_after ?? 0) * 1000);
			return rateLimitedReply(fault, now, clientNow(network));
		}
		case "garbled":
			return garbledReply;
		case "duplicated": {
			const first = handleRequest(network, request, origin, 0);
			handleRequest(network, request, `${origin} again`, 0);
			return first;
		}
		case "stale":
			return handleRequest(network, request, origin, fault.staleness_ms);
		default:
			return handleRequest(network, request, origin, 0);
	}
}

function isIdenticalRepeat(
	{ server, submission }: NetworkState,
	{ kind }: ApiRequest,
): boolean {
	const { current_step_occurrence_id, selected_response_option_id, comment } =
		submission.response;
	const recorded = findResponse(
		stateOf(server),
		current_step_occurrence_id,
		respondentIdOf(server.plan),
	);
	return (
		kind === "submit" &&
		recorded?.option_id === selected_response_option_id &&
		normalizeComment(recorded.comment) === normalizeComment(comment)
	);
}

/** The server handles a request. A read shows the state of `stalenessMs` ago. */
function handleRequest(
	{ server, submission, facts, now }: NetworkState,
	{ kind }: ApiRequest,
	origin: string,
	stalenessMs: number,
): HttpResponseData {
	if (kind !== "read_me" && !isAt(server.plan, submission))
		return refusalReply(404);
	if (kind === "submit")
		return receiveSubmission(server, submission, origin, now);
	const at = now - stalenessMs;
	const step = submission.response.current_step_occurrence_id;
	const respondent = respondentIdOf(server.plan);
	const state = stateAt(server, at);
	const response = findResponse(state, step, respondent);
	const showsHistory =
		kind === "read_history" && server.plan.variants.history === "shown";
	if (showsHistory && response === null) facts.read_showed_unanswered = true;
	if (kind === "read_instance") {
		if (response === null) facts.read_showed_unanswered = true;
		else if (showsRow(server.plan, state, step, respondent))
			facts.readable_response = response;
	}
	return readReply(server, kind, at);
}

/** Whether an instance read shows that a step has ended, or the row of a person who has responded to it. */
function showsRow(
	{ variants }: WorldPlan,
	state: ServerState,
	stepId: string,
	personId: string,
): boolean {
	const { instance, removed_rows, broken_rows, broken_row_of } = variants;
	if (instance === "hidden") return false;
	const current = currentStep(state);
	if (current?.id !== stepId) return true;
	const isBroken =
		broken_row_of === "respondent" &&
		(broken_rows === "null" || broken_rows === "text");
	const isMissing =
		removed_rows === "missing" && current.removed.includes(personId);
	return !isBroken && !isMissing;
}

/** A reset is a whole second. Without a `Date`, the client need not believe more than the spike window. */
function resetAt(
	now: number,
	{ reset_in, dated }: { reset_in: number | null; dated: boolean },
): number {
	const at = Math.ceil(now / 1000) * 1000 + (reset_in ?? 0) * 1000;
	return dated ? at : Math.min(at, now + spikeWindowMs);
}

const spikeWindowMs = 10_000;
