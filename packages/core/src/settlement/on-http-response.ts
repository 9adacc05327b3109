import { reasonFromErrorBody } from "../outcome/error-body.ts";
import type { DeferredReason } from "../outcome/outcome.ts";
import { classifyStatus, embeddedOutcome } from "../outcome/response.ts";
import { retryDelayFromHeaders } from "../rate-limit/headers.ts";
import type { RequestEvent, ResponseEvent } from "../request/events.ts";
import { withAttemptConclusion } from "./attempts.ts";
import { onReadRefusal, onReadSuccess } from "./on-read-response.ts";
import { onRefusal, onSuccess } from "./on-submit-response.ts";
import { finishUnauthenticated } from "./on-token.ts";
import type { ReadCallName, SettlementState, Transition } from "./state.ts";
import {
	finishWithCurrentOutcome,
	markTokenAccepted,
	retryRequest,
	scheduleRequest,
} from "./transitions.ts";

const maxPreflightReads = 3;

type RequestName = ReadCallName | "submit";

/** A submit or read ended, with or without an HTTP response: dispatches by what it means. */
export function onRequestEnded(
	state: SettlementState,
	call: RequestName,
	event: RequestEvent,
	now: number,
	random: number,
): Transition {
	if (event.kind !== "response")
		return onNoResponse(
			state,
			call,
			event.kind === "not_sent" ? "unreachable" : "unavailable",
			now,
			random,
		);
	const statusClass = classifyStatus(
		event.status,
		call === "submit" ? 204 : 200,
	);
	if (statusClass === "unauthorized")
		return onUnauthorized(state, call, event, now);
	const accepted = markTokenAccepted(state);
	switch (statusClass) {
		case "rate_limited":
			return retry(
				withAttemptConclusion(accepted, "rate limited"),
				call,
				"rate_limited",
				event,
				now,
				random,
			);
		case "failed":
			return onInconclusive(accepted, call, event, now, random);
		case "refused":
			return call === "submit"
				? onRefusal(accepted, event, now)
				: onReadRefusal(accepted, call, now, random);
		case "success":
			if (call === "submit") return onSuccess(accepted, event);
			return (
				onReadSuccess(accepted, call, event.data, now, random) ??
				onInconclusive(accepted, call, event, now, random)
			);
	}
}

function onNoResponse(
	state: SettlementState,
	call: RequestName,
	last_failure: DeferredReason,
	now: number,
	random: number,
): Transition {
	if (last_failure === "unreachable")
		return retry(state, call, last_failure, null, now, random);
	const in_doubt = state.in_doubt || call === "submit";
	return retry(
		{ ...markTokenAccepted(state), in_doubt },
		call,
		last_failure,
		null,
		now,
		random,
	);
}

/** 3xx, 408, 5xx, an unexpected 2xx, or an unreadable body: it is not known what the server did. */
function onInconclusive(
	state: SettlementState,
	call: RequestName,
	response: ResponseEvent,
	now: number,
	random: number,
): Transition {
	const certainlyNotRecorded =
		call === "submit" && embeddedOutcome(response)?.kind === "deferred";
	const in_doubt =
		state.in_doubt || (call === "submit" && !certainlyNotRecorded);
	const concluded = withAttemptConclusion(
		{ ...state, in_doubt },
		call === "submit" ? (in_doubt ? "in doubt" : "not recorded") : "unreadable",
	);
	return retry(concluded, call, "unavailable", response, now, random);
}

function retry(
	before: SettlementState,
	call: RequestName,
	last_failure: DeferredReason,
	response: ResponseEvent | null,
	now: number,
	random: number,
): Transition {
	const state = { ...before, last_failure };
	if (state.phase === "final_read") return finishWithCurrentOutcome(state, now);
	const serverDelayMs =
		response === null
			? 0
			: retryDelayFromHeaders(response.status, response.headers, now);
	// Reading before the submit is limited to a few requests.
	const skipsPreflight =
		state.phase === "preflight" &&
		state.consecutive_failures + 1 >= maxPreflightReads;
	return skipsPreflight
		? retryRequest(
				{ ...state, phase: "submit" },
				"submit",
				serverDelayMs,
				now,
				random,
			)
		: retryRequest(state, call, serverDelayMs, now, random);
}

function onUnauthorized(
	state: SettlementState,
	call: RequestName,
	response: ResponseEvent,
	now: number,
): Transition {
	const concluded = withAttemptConclusion(state, "token refused");
	if (state.fresh_token)
		return finishUnauthenticated(
			concluded,
			reasonFromErrorBody(response.data),
			now,
		);
	return scheduleRequest(
		{ ...concluded, after_refresh: call },
		"refresh_token",
		now,
		now,
	);
}
