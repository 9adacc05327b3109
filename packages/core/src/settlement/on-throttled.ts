import type { SettleState, Step } from "./state.ts";
import { callAt } from "./transitions.ts";

/** A call that was not let go was not made: it goes later, with its time counted from then. */
export function onHeld(state: SettleState, until: number, now: number): Step {
	const { command, next, calls, trouble } = state;
	if (command.kind === "finish") return { state, command };
	const late = until > now;
	// What is a fresh token now may have come to its end by then.
	const held: SettleState = {
		...state,
		trouble: late ? "rate_limited" : trouble,
		fresh_token: false,
	};
	return command.kind === "sleep"
		? callAt(held, next, until, now)
		: callAt({ ...held, calls: calls - 1 }, command.kind, until, now);
}
