import { parseErrorReason } from "../outcome/error-body.ts";
import type { DeferredReason } from "../outcome/outcome.ts";
import { classifyStatus, embeddedOutcome } from "../outcome/response.ts";
import { retryDelayFromHeaders } from "../rate-limit/headers.ts";
import type { RequestEvent, ResponseEvent } from "../request/events.ts";
import { withConclusion } from "./attempts.ts";
import {
	onReadRefusal,
	onReadSuccess,
	type ReadName,
} from "./on-read-response.ts";
import { onRefusal, onSuccess } from "./on-submit-response.ts";
import { finishUnauthenticated } from "./on-token.ts";
import type { SettlementState, Transition } from "./state.ts";
import {
	currentOutcome,
	finish,
	markTokenAccepted,
	retryCall,
	scheduleCall,
} from "./transitions.ts";

const maxPreflightReads = 3;

type Call = ReadName | "submit";

export function onCallEnded(
	state: SettlementState,
	call: Call,
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
	const meaning = classifyStatus(event.status, call === "submit" ? 204 : 200);
	if (meaning === "unauthorized")
		return onUnauthorized(state, call, event, now);
	const known = markTokenAccepted(state);
	switch (meaning) {
		case "rate_limited":
			return retry(
				withConclusion(known, "rate limited"),
				call,
				"rate_limited",
				event,
				now,
				random,
			);
		case "failed":
			return onInconclusive(known, call, event, now, random);
		case "refused":
			return call === "submit"
				? onRefusal(known, event, now)
				: onReadRefusal(known, call, now, random);
		case "success":
			if (call === "submit") return onSuccess(known, event);
			return (
				onReadSuccess(known, call, event.data, now, random) ??
				onInconclusive(known, call, event, now, random)
			);
	}
}

function onNoResponse(
	state: SettlementState,
	call: Call,
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

/** 3xx, 408, 5xx, a 2xx other than the right one, or a body that cannot be read: nobody knows what was done. */
function onInconclusive(
	state: SettlementState,
	call: Call,
	answer: ResponseEvent,
	now: number,
	random: number,
): Transition {
	const certainlyNot =
		call === "submit" && embeddedOutcome(answer)?.kind === "deferred";
	const in_doubt = state.in_doubt || (call === "submit" && !certainlyNot);
	const said = withConclusion(
		{ ...state, in_doubt },
		call === "submit" ? (in_doubt ? "in doubt" : "not recorded") : "unreadable",
	);
	return retry(said, call, "unavailable", answer, now, random);
}

function retry(
	before: SettlementState,
	call: Call,
	last_failure: DeferredReason,
	answer: ResponseEvent | null,
	now: number,
	random: number,
): Transition {
	const state = { ...before, last_failure };
	if (state.phase === "final_read")
		return finish(state, currentOutcome(state, now));
	const namedMs =
		answer === null
			? 0
			: retryDelayFromHeaders(answer.status, answer.headers, now);
	// Looking first is worth a few calls, not the whole deadline.
	const looked =
		state.phase === "preflight" &&
		state.consecutive_failures + 1 >= maxPreflightReads;
	return looked
		? retryCall({ ...state, phase: "submit" }, "submit", namedMs, now, random)
		: retryCall(state, call, namedMs, now, random);
}

function onUnauthorized(
	state: SettlementState,
	call: Call,
	answer: ResponseEvent,
	now: number,
): Transition {
	const said = withConclusion(state, "token refused");
	if (state.fresh_token)
		return finishUnauthenticated(said, parseErrorReason(answer.data), now);
	return scheduleCall(
		{ ...said, after_refresh: call },
		"refresh_token",
		now,
		now,
	);
}
