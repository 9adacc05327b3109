import type { Turn } from "./messages.ts";
import type { AppState } from "./state.ts";

/** Leaves; while a submission is under way it asks first, once. */
export function askToLeave(state: AppState): Turn<AppState> {
	return underWay(state) && state.over !== "leave"
		? { state: { ...state, over: "leave" }, commands: [] }
		: leave(state);
}

/** Leaves at once. A submission under way is broken off, and what is known of it is still taken in. */
export function leave(state: AppState): Turn<AppState> {
	return {
		state: { ...state, over: null, ended: true },
		commands: underWay(state) ? [{ kind: "break_off" }] : [],
	};
}

/** Whether a submission is under way. */
function underWay({ answering }: AppState): boolean {
	return answering !== null && answering.sent !== null;
}
