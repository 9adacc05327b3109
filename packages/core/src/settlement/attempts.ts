import type { CallName } from "../outcome/outcome.ts";
import type { RequestEvent } from "../request/events.ts";
import type { SettlementState } from "./state.ts";

/** Writes down that the call under way ended; what it means is concluded later. */
export function withAttempt(
	state: SettlementState,
	call: CallName,
	event: RequestEvent,
	now: number,
): SettlementState {
	const answered = event.kind === "response" ? event : null;
	const attempt = {
		call,
		status: answered?.status ?? null,
		request_id: answered?.headers["x-request-id"] ?? null,
		duration_ms: Math.max(0, now - state.command_issued_at),
		concluded: event.kind.replaceAll("_", " "),
	};
	const noted = { ...state, attempts: [...state.attempts, attempt] };
	// What came of it may be what came of a second copy, sent at any moment until now.
	return call === "submit" && state.policy.fetchMayResend
		? { ...noted, in_doubt: true, last_sent_at: now }
		: noted;
}

/** Says what the last call taught. */
export function withConclusion(
	state: SettlementState,
	what: string,
): SettlementState {
	const last = state.attempts.at(-1);
	if (last === undefined) return state;
	return {
		...state,
		attempts: [...state.attempts.slice(0, -1), { ...last, concluded: what }],
	};
}
