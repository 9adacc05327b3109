import type { Effect, Message } from "./messages.ts";
import { initialEffects, reduce } from "./reducer.ts";
import type { AppState } from "./state.ts";

/** Holds the app's state, and passes effects on. */
export type Store = {
	get: () => AppState;
	dispatch: (message: Message) => void;
	/** Calls `listener` after each change; returns a function that unsubscribes. */
	subscribe: (listener: () => void) => () => void;
	/** Runs the effects of the initial state. */
	start: () => void;
};

/** @param runEffect executes an effect, and dispatches messages as results arrive */
export function createStore(
	initial: AppState,
	runEffect: (effect: Effect, dispatch: Store["dispatch"]) => void,
): Store {
	let state = initial;
	const listeners = new Set<() => void>();
	const run = (effects: Effect[]): void => {
		for (const effect of effects) runEffect(effect, dispatch);
	};
	const dispatch = (message: Message): void => {
		const next = reduce(state, message);
		const changed = next.state !== state;
		state = next.state;
		if (changed) for (const listener of listeners) listener();
		run(next.effects);
	};
	return {
		get: () => state,
		dispatch,
		subscribe: (listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		start: () => run(initialEffects(state)),
	};
}
