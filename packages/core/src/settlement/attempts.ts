import type { CauseCode } from "../outcome/cause.ts";
import type { CallName } from "../outcome/outcome.ts";
import { causeOf } from "../request/cause-of.ts";
import type { RequestEvent } from "../request/events.ts";
import type { SettlementState } from "./state.ts";

/** Adds the request that has just ended to the attempts; its conclusion is set later. */
export function withAttempt(
	state: SettlementState,
	call: CallName,
	event: RequestEvent,
	now: number,
): SettlementState {
	const response = event.kind === "response" ? event : null;
	const cause: CauseCode | null = causeOf(event);
	const attempt = {
		call,
		status: response?.status ?? null,
		request_id: response?.headers["x-request-id"] ?? null,
		duration_ms: Math.max(0, now - state.command_issued_at),
		concluded: event.kind.replaceAll("_", " "),
		...(cause === null ? {} : { cause }),
	};
	const next = { ...state, attempts: [...state.attempts, attempt] };
	// The result may be that of a second copy, sent at any moment until now.
	return call === "submit" && state.policy.fetchMayResend
		? { ...next, in_doubt: true, last_sent_at: now }
		: next;
}

/** Sets the conclusion of the last attempt. */
export function withAttemptConclusion(
	state: SettlementState,
	concluded: string,
): SettlementState {
	const last = state.attempts.at(-1);
	if (last === undefined) return state;
	return {
		...state,
		attempts: [...state.attempts.slice(0, -1), { ...last, concluded }],
	};
}
