import type { CauseCode } from "../outcome/cause.ts";
import type { Outcome } from "../outcome/outcome.ts";
import {
	classifyStatus,
	embeddedOutcome,
	refusalFromResponse,
} from "../outcome/response.ts";
import { retryDelayFromHeaders } from "../rate-limit/headers.ts";
import { causeOf, isPermanent, maxForeignAnswers } from "./cause-of.ts";
import type { RequestEvent, ResponseEvent } from "./events.ts";
import {
	isSuccessStatus,
	type RequestRule,
	type RequestState,
	type RequestTransition,
} from "./state.ts";
import {
	deferred,
	fail,
	finish,
	retryRequest,
	startRequest,
	uncertain,
} from "./transitions.ts";

/** The request ended, with or without an HTTP response: finishes, fails, retries, or refreshes the token. */
export function onRequestEnded(
	state: RequestState,
	event: RequestEvent,
	now: number,
	random: number,
): RequestTransition {
	if (event.kind === "not_sent") return onNotSent(state, event, now, random);
	if (event.kind !== "response")
		return onNoResponse(
			state,
			(event.kind === "no_response" && event.cause) || null,
			now,
			random,
		);
	const not_before =
		now + retryDelayFromHeaders(event.status, event.headers, now);
	switch (classify(event, state.rule)) {
		case "success":
			return finish(state, {
				kind: "done",
				headers: event.headers,
				data: event.data,
			});
		case "unauthorized":
			return state.fresh_token
				? fail(state, refusalOutcome(event))
				: startRequest(state, "refresh_token", now);
		case "rate_limited":
			return retryRequest(
				{
					...state,
					not_before,
					last_failure: "rate_limited",
					last_cause: null,
					foreign_answers: 0,
				},
				"request",
				now,
				random,
			);
		case "failed":
			return onNoResponse(
				{ ...state, not_before, fresh_token: false },
				causeOf(event),
				now,
				random,
			);
		case "refused":
			return fail(state, refusalOutcome(event));
	}
}

function classify(
	{ status }: ResponseEvent,
	rule: RequestRule,
): ReturnType<typeof classifyStatus> {
	if (isSuccessStatus(rule, status)) return "success";
	return status < 400 ? "failed" : classifyStatus(status, 200);
}

/** A Signoff server embeds more precise issues than those parsed from the error body. */
function refusalOutcome(response: ResponseEvent): Outcome {
	const embedded = embeddedOutcome(response);
	return embedded?.kind === "invalid"
		? embedded
		: refusalFromResponse(response);
}

/** Waiting does not cure some causes, such as a certificate: these end the request at once. */
function onNotSent(
	before: RequestState,
	event: Extract<RequestEvent, { kind: "not_sent" }>,
	now: number,
	random: number,
): RequestTransition {
	const state: RequestState = {
		...before,
		last_failure: "unreachable",
		last_cause: causeOf(event),
	};
	return isPermanent(event)
		? fail(state, deferred(state, now))
		: retryRequest(state, "request", now, random);
}

/** No answer that decides: retries, unless another server than the API seems to be at this address. */
function onNoResponse(
	before: RequestState,
	last_cause: CauseCode | null,
	now: number,
	random: number,
): RequestTransition {
	const foreign_answers =
		last_cause === "not_the_api" ? before.foreign_answers + 1 : 0;
	const isForeign = foreign_answers >= maxForeignAnswers;
	const state: RequestState = {
		...before,
		foreign_answers,
		last_cause,
		last_failure: isForeign ? "unreachable" : "unavailable",
	};
	if (!state.rule.idempotent) return fail(state, uncertain(state, now));
	return isForeign
		? fail(state, deferred(state, now))
		: retryRequest(state, "request", now, random);
}
