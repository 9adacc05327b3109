import type { CallName } from "../outcome/outcome.ts";
import {
	isApiAnswer,
	isForeignAnswer,
	maxForeignAnswers,
} from "../request/cause-of.ts";
import type { ResponseEvent } from "../request/events.ts";
import type { SettlementState, Transition } from "./state.ts";
import { lastPreflightReadAt } from "./timing.ts";
import {
	endPreflight,
	finishWithCurrentOutcome,
	retryAt,
	retryRequest,
} from "./transitions.ts";

/** Records whether the API or something else answered a read. */
export function withReadAnswer(
	state: SettlementState,
	event: ResponseEvent,
): SettlementState {
	return {
		...state,
		api_answered: state.api_answered || isApiAnswer(event),
		foreign_answers: isForeignAnswer(event) ? state.foreign_answers + 1 : 0,
	};
}

/**
 * A read before the first submit failed. Reading goes on while time remains for one attempt and one read. Then the
 * submission is sent if the API has answered any read; otherwise another server may be at this address.
 */
export function retryPreflightRead(
	state: SettlementState,
	call: CallName,
	allowedAt: number,
	now: number,
	random: number,
): Transition {
	if (state.foreign_answers >= maxForeignAnswers)
		return finishWithCurrentOutcome(
			{ ...state, last_failure: "unreachable" },
			now,
		);
	if (
		retryAt(state, call, allowedAt, now, random) <= lastPreflightReadAt(state)
	)
		return retryRequest(state, call, allowedAt, now, random);
	return endPreflight(state, now);
}
