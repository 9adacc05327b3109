import type { Command, Message } from "./messages.ts";
import { opening, update } from "./reducer.ts";
import type { AppState } from "./state.ts";

/** Holds the app's state, and hands on what the app wants done. */
export type Store = {
	get: () => AppState;
	dispatch: (message: Message) => void;
	/** Calls back after each change; gives a function that stops it. */
	subscribe: (changed: () => void) => () => void;
	/** Has done what the app wants as it opens. */
	open: () => void;
};

/** @param perform does what the app wants, and answers with messages in its own time */
export function createStore(
	initial: AppState,
	perform: (command: Command, dispatch: Store["dispatch"]) => void,
): Store {
	let state = initial;
	const listeners = new Set<() => void>();
	const run = (commands: Command[]): void => {
		for (const command of commands) perform(command, dispatch);
	};
	const dispatch = (message: Message): void => {
		const turn = update(state, message);
		const changed = turn.state !== state;
		state = turn.state;
		if (changed) for (const listener of listeners) listener();
		run(turn.commands);
	};
	return {
		get: () => state,
		dispatch,
		subscribe: (changed) => {
			listeners.add(changed);
			return () => listeners.delete(changed);
		},
		open: () => run(opening(state)),
	};
}
