import { type Outcome, outcomes } from "../outcome/outcome.ts";
import {
	classifyStatus,
	embeddedOutcome,
	refusalFromResponse,
} from "../outcome/response.ts";
import { retryDelayFromHeaders } from "../rate-limit/headers.ts";
import type { RequestEvent, ResponseEvent } from "./events.ts";
import {
	isSuccessStatus,
	type RequestRule,
	type RequestState,
	type RequestTransition,
} from "./state.ts";
import {
	fail,
	finish,
	minRetryDelayMs,
	retryRequest,
	startRequest,
} from "./transitions.ts";

/** The request ended, with or without an HTTP response: finishes, fails, retries, or refreshes the token. */
export function onRequestEnded(
	state: RequestState,
	event: RequestEvent,
	now: number,
	random: number,
): RequestTransition {
	if (event.kind === "not_sent")
		return retryRequest(
			{ ...state, last_failure: "unreachable" },
			"request",
			0,
			now,
			random,
		);
	if (event.kind !== "response") return onNoResponse(state, 0, now, random);
	const serverDelayMs = retryDelayFromHeaders(event.status, event.headers, now);
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
				{ ...state, last_failure: "rate_limited" },
				"request",
				serverDelayMs,
				now,
				random,
			);
		case "failed":
			return onNoResponse(
				{ ...state, fresh_token: false },
				serverDelayMs,
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
		: refusalFromResponse(response).outcome;
}

function onNoResponse(
	state: RequestState,
	serverDelayMs: number,
	now: number,
	random: number,
): RequestTransition {
	if (!state.rule.idempotent)
		return fail(state, outcomes.uncertain(now + minRetryDelayMs));
	return retryRequest(
		{ ...state, last_failure: "unavailable" },
		"request",
		serverDelayMs,
		now,
		random,
	);
}
