import type { CallName, HttpResponseData, RequestEvent } from "@signoff/core";
import { respondentIdOf } from "./actor-events.ts";
import {
	expiredTokenReply,
	failedReply,
	garbledReply,
	rateLimitedReply,
} from "./fault-replies.ts";
import type { LossMode, NetworkFault } from "./faults.ts";
import {
	clientNow,
	eventAfter,
	expireToken,
	faultUntil,
	type NetworkState,
	passTime,
} from "./network-state.ts";
import { refusalReply } from "./refusal-reply.ts";
import { findResponse } from "./server-state.ts";
import {
	readReply,
	receiveSubmission,
	schedule,
	stateAt,
} from "./virtual-server.ts";
import { isAt } from "./world.ts";

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
		return eventAfter(network, 1, { kind: "not_sent" });
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
			return failedReply(fault);
		case "refused":
			return { status: fault.status, headers: {}, data: "Refused" };
		case "rate_limited": {
			const wait = Math.max(fault.reset_in ?? 0, fault.retry_after ?? 0);
			faultUntil(network, now + (wait + 2) * 1000);
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
	const showsStep =
		kind === "read_instance" ||
		(kind === "read_history" && server.plan.variants.history === "shown");
	if (showsStep && findResponse(stateAt(server, at), step, respondent) === null)
		facts.read_showed_unanswered = true;
	return readReply(server, kind, at);
}
