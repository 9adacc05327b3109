import { reasonFrom } from "../outcome/error-body.ts";
import type { DeferredReason } from "../outcome/outcome.ts";
import { meaningOf, wordOf } from "../outcome/response.ts";
import { namedWaitMs } from "../rate-limit/headers.ts";
import type { Answered, SettleEvent } from "../request/events.ts";
import { concluded } from "./attempts.ts";
import {
	onReadAnswered,
	onReadRefused,
	type ReadName,
} from "./on-read-response.ts";
import { onAccepted, onRefused } from "./on-submit-response.ts";
import { denied } from "./on-token.ts";
import type { SettleState, Step } from "./state.ts";
import { again, callAt, finish, knownSoFar, trusted } from "./transitions.ts";

const mostLooks = 3;

type Call = ReadName | "submit";

export function onCall(
	state: SettleState,
	call: Call,
	event: SettleEvent,
	now: number,
	random: number,
): Step {
	if (event.kind !== "answered")
		return onNoAnswer(
			state,
			call,
			event.kind === "unsent" ? "unreachable" : "unavailable",
			now,
			random,
		);
	const meaning = meaningOf(event.status, call === "submit" ? 204 : 200);
	if (meaning === "unauthorized")
		return onUnauthorized(state, call, event, now);
	const known = trusted(state);
	switch (meaning) {
		case "limited":
			return retry(
				concluded(known, "rate limited"),
				call,
				"rate_limited",
				event,
				now,
				random,
			);
		case "failed":
			return onFailed(known, call, event, now, random);
		case "refused":
			return call === "submit"
				? onRefused(known, event, now)
				: onReadRefused(known, call, now, random);
		case "success":
			if (call === "submit") return onAccepted(known, event);
			return (
				onReadAnswered(known, call, event.data, now, random) ??
				onFailed(known, call, event, now, random)
			);
	}
}

function onNoAnswer(
	state: SettleState,
	call: Call,
	trouble: DeferredReason,
	now: number,
	random: number,
): Step {
	if (trouble === "unreachable")
		return retry(state, call, trouble, null, now, random);
	const in_doubt = state.in_doubt || call === "submit";
	return retry(
		{ ...trusted(state), in_doubt },
		call,
		trouble,
		null,
		now,
		random,
	);
}

/** 3xx, 408, 5xx, a 2xx other than the right one, or a body that cannot be read: nobody knows what was done. */
function onFailed(
	state: SettleState,
	call: Call,
	answer: Answered,
	now: number,
	random: number,
): Step {
	const certainlyNot = call === "submit" && wordOf(answer)?.kind === "deferred";
	const in_doubt = state.in_doubt || (call === "submit" && !certainlyNot);
	const said = concluded(
		{ ...state, in_doubt },
		call === "submit" ? (in_doubt ? "in doubt" : "not recorded") : "unreadable",
	);
	return retry(said, call, "unavailable", answer, now, random);
}

function retry(
	before: SettleState,
	call: Call,
	trouble: DeferredReason,
	answer: Answered | null,
	now: number,
	random: number,
): Step {
	const state = { ...before, trouble };
	if (state.phase === "last") return finish(state, knownSoFar(state, now));
	const namedMs =
		answer === null ? 0 : namedWaitMs(answer.status, answer.headers, now);
	// Looking first is worth a few calls, not the whole deadline.
	const looked = state.phase === "look" && state.failures + 1 >= mostLooks;
	return looked
		? again({ ...state, phase: "send" }, "submit", namedMs, now, random)
		: again(state, call, namedMs, now, random);
}

function onUnauthorized(
	state: SettleState,
	call: Call,
	answer: Answered,
	now: number,
): Step {
	const said = concluded(state, "token refused");
	if (state.fresh_token) return denied(said, reasonFrom(answer.data), now);
	return callAt({ ...said, after_refresh: call }, "refresh_token", now, now);
}
