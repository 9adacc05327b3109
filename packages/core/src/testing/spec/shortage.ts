import { advanceSettlement } from "../../settlement/settlement.ts";
import type { SettlementState, Transition } from "../../settlement/state.ts";
import { startedAt } from "../script.ts";

/** The request in progress is to be repeated, and little or nothing is left for it. */
export function transitionsInShortage(
	state: SettlementState,
	at: number,
): { row: string; to: Transition }[] {
	const { kind } = state.command;
	if (kind === "finish" || kind === "sleep" || kind === "refresh_token")
		return [];
	const repeat = (left: SettlementState): Transition =>
		advanceSettlement(left, { kind: "not_sent" }, at, 0.5);
	const until = (ms: number): SettlementState => ({
		...state,
		deadline_at: at + ms,
	});
	const policy = { ...state.policy, maxCalls: state.calls_made };
	return [
		{ row: "time: only to submit and read", to: repeat(until(6_000)) },
		{ row: "time: only for one read", to: repeat(until(100)) },
		{ row: "time: none", to: repeat(until(0)) },
		{ row: "requests: none left", to: repeat({ ...state, policy }) },
	];
}

/** The state with the time and the requests of a settlement that has just begun. */
export function withoutShortage(state: SettlementState): SettlementState {
	const deadline_at = startedAt + 1e9;
	const policy = { ...state.policy, maxCalls: 1e6 };
	return { ...state, deadline_at, policy };
}
