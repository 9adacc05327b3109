import { reasonFromErrorBody } from "../outcome/error-body.ts";
import { classifyStatus, embeddedOutcome } from "../outcome/response.ts";
import { retryDelayFromHeaders } from "../rate-limit/headers.ts";
import { isPermanent } from "../request/cause-of.ts";
import type { RequestEvent, ResponseEvent } from "../request/events.ts";
import { withAttemptConclusion } from "./attempts.ts";
import { onReadSuccess, onUnusableRead } from "./on-read-response.ts";
import { onRefusal, onSuccess } from "./on-submit-response.ts";
import { finishUnauthenticated } from "./on-token.ts";
import { retryPreflightRead, withReadAnswer } from "./preflight.ts";
import type { ReadCallName, SettlementState, Transition } from "./state.ts";
import {
	failedBecause,
	finishWithCurrentOutcome,
	markTokenAccepted,
	retryRequest,
	scheduleRequest,
} from "./transitions.ts";

type RequestName = ReadCallName | "submit";

/** A submit or read ended, with or without an HTTP response: dispatches by what it means. */
export function onRequestEnded(
	before: SettlementState,
	call: RequestName,
	event: RequestEvent,
	now: number,
	random: number,
): Transition {
	if (event.kind !== "response")
		return onNoResponse(before, call, event, now, random);
	const state = call === "submit" ? before : withReadAnswer(before, event);
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
				failedBecause(
					withAttemptConclusion(accepted, "rate limited"),
					"rate_limited",
					event,
				),
				call,
				event,
				now,
				random,
			);
		case "failed":
			return onInconclusive(accepted, call, event, now, random);
		case "refused":
			if (call === "submit") return onRefusal(accepted, event, now);
			return onUnusable(accepted, call, event, now, random);
		case "success":
			if (call === "submit") return onSuccess(accepted, event);
			return (
				onReadSuccess(accepted, call, event.data, now) ??
				onUnusable(accepted, call, event, now, random)
			);
	}
}

function onUnusable(
	state: SettlementState,
	call: ReadCallName,
	response: ResponseEvent,
	now: number,
	random: number,
): Transition {
	const repeated = { ...state, unusable_reads: state.unusable_reads + 1 };
	return (
		onUnusableRead(state, call, response, now) ??
		onInconclusive(repeated, call, response, now, random)
	);
}

function onNoResponse(
	before: SettlementState,
	call: RequestName,
	event: RequestEvent,
	now: number,
	random: number,
): Transition {
	if (event.kind === "not_sent") {
		const failed = failedBecause(before, "unreachable", event);
		return isPermanent(event)
			? finishWithCurrentOutcome(failed, now)
			: retry(failed, call, event, now, random);
	}
	const in_doubt = before.in_doubt || call === "submit";
	const state = { ...markTokenAccepted(before), in_doubt };
	const failed = failedBecause(state, "unavailable", event);
	return retry(failed, call, event, now, random);
}

/** 3xx, 408, 5xx, an unexpected 2xx, or an unreadable body: it is not known what the server did. */
function onInconclusive(
	state: SettlementState,
	call: RequestName,
	response: ResponseEvent,
	now: number,
	random: number,
): Transition {
	// A body with `deferred` says that nothing was recorded.
	const in_doubt =
		state.in_doubt ||
		(call === "submit" && embeddedOutcome(response)?.kind !== "deferred");
	const concluded = withAttemptConclusion(
		{ ...state, in_doubt },
		call === "submit" ? (in_doubt ? "in doubt" : "not recorded") : "unreadable",
	);
	const failed = failedBecause(concluded, "unavailable", response);
	return retry(failed, call, response, now, random);
}

function retry(
	state: SettlementState,
	call: RequestName,
	event: RequestEvent,
	now: number,
	random: number,
): Transition {
	const serverDelayMs =
		event.kind === "response"
			? retryDelayFromHeaders(event.status, event.headers, now)
			: 0;
	const allowedAt = now + serverDelayMs;
	const failed = {
		...state,
		not_before: Math.max(state.not_before, allowedAt),
	};
	return state.phase === "preflight"
		? retryPreflightRead(failed, call, allowedAt, now, random)
		: retryRequest(failed, call, allowedAt, now, random);
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
