import { keyContext } from "./key-context.ts";
import type { Store } from "./store.ts";
import {
	type GuardEvent,
	guardedKeysCount,
	type Input,
	initialGuard,
	type KeyContext,
	readableMs,
	reduceGuard,
} from "./ui/key-guard.ts";
import { countVisits } from "./visits.ts";

/** A monotonic clock with timers, in milliseconds. */
export type Clock = {
	now: () => number;
	/** Calls `run` after a time, once all input that has arrived by then is read; returns a function that cancels it. */
	after: (ms: number, run: () => void) => () => void;
};

/** Whether the guarded keys of the screen count now, and the number of the screen. Compared by identity. */
export type GuardSnapshot = { visit: number; keysCount: boolean };

/** Stands between the terminal and the store, and passes on the input that acts. */
export type KeyGuard = {
	/** The terminal sent something. Called before it is parsed. */
	arrived: () => void;
	/** A key or a paste. Those that are parsed in one turn arrived together. */
	parsed: (...inputs: Input[]) => void;
	/** The frame of a screen was written to the terminal. */
	drawn: (visit: number) => void;
	snapshot: () => GuardSnapshot;
	/** Calls `listener` when the snapshot changes; returns a function that unsubscribes. */
	subscribe: (listener: () => void) => () => void;
};

/** Connects {@link reduceGuard} to a store and a clock. */
export function createKeyGuard(store: Store, clock: Clock): KeyGuard {
	const listeners = new Set<() => void>();
	const visits = countVisits(store.get());
	let state = initialGuard;
	let together: Input[] = [];
	let cancelQuiet = (): void => {};
	let snapshot: GuardSnapshot = { visit: 0, keysCount: false };

	const context = (): KeyContext => {
		const app = store.get();
		return { ...keyContext(app), visit: visits.visitOf(app) };
	};
	const update = (): void => {
		const current = context();
		const { visit } = current;
		const keysCount = guardedKeysCount(state, current, clock.now());
		if (visit === snapshot.visit && keysCount === snapshot.keysCount) return;
		snapshot = { visit, keysCount };
		for (const listener of listeners) listener();
	};
	const send = (event: GuardEvent): void => {
		const next = reduceGuard(state, event);
		state = next.state;
		for (const input of next.output)
			store.dispatch(
				input.kind === "key"
					? { kind: "key_pressed", key: input.key }
					: { kind: "pasted", text: input.text },
			);
		update();
	};
	const sendParsed = (): void => {
		const inputs = together;
		together = [];
		send({ kind: "parsed", inputs, context: context() });
		awaitQuiet();
	};
	const awaitQuiet = (): void => {
		if (state.pending === null) return;
		const wait = state.arrivedAt + state.pending.quiet - clock.now();
		cancelQuiet = clock.after(wait, () => {
			send({ kind: "quiet", at: clock.now(), context: context() });
			awaitQuiet();
		});
	};
	const awaitReadable = (): void => {
		const { drawn } = state;
		if (drawn === null || snapshot.keysCount) return;
		clock.after(drawn.at + readableMs - clock.now(), () => {
			update();
			if (drawn === state.drawn) awaitReadable();
		});
	};
	store.subscribe(update);
	update();
	return {
		arrived: () => {
			cancelQuiet();
			send({ kind: "arrived", at: clock.now(), context: context() });
		},
		parsed: (...inputs) => {
			if (together.length === 0) queueMicrotask(sendParsed);
			together.push(...inputs);
		},
		drawn: (visit) => {
			send({ kind: "drawn", at: clock.now(), visit });
			awaitReadable();
		},
		snapshot: () => snapshot,
		subscribe: (listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
}
