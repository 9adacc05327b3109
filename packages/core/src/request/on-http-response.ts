import type { Outcome } from "../outcome/outcome.ts";
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
	if (event.kind === "not_sent")
		return retryRequest(
			{ ...state, last_failure: "unreachable" },
			"request",
			now,
			random,
		);
	if (event.kind !== "response") return onNoResponse(state, now, random);
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
				{ ...state, not_before, last_failure: "rate_limited" },
				"request",
				now,
				random,
			);
		case "failed":
			return onNoResponse(
				{ ...state, not_before, fresh_token: false },
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
	now: number,
	random: number,
): RequestTransition {
	if (!state.rule.idempotent) return fail(state, uncertain(state, now));
	return retryRequest(
		{ ...state, last_failure: "unavailable" },
		"request",
		now,
		random,
	);
}
