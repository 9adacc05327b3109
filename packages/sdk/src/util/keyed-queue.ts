/** Runs the tasks of one key one after the other, in their order. */
export type KeyedQueue = {
	/** Begins at once if no task of the key is running, else when those before it have finished. `null`: at once. */
	start(key: string | null, begin: () => void): void;
	/** Reports that a task has finished; the next one of its key begins. */
	finish(key: string | null): void;
};

/** A queue without tasks. It holds no key that has none. */
export function createKeyedQueue(): KeyedQueue {
	const waiting = new Map<string, (() => void)[]>();
	return {
		start: (key, begin) => {
			const queue = key === null ? undefined : waiting.get(key);
			if (queue !== undefined) {
				queue.push(begin);
				return;
			}
			if (key !== null) waiting.set(key, []);
			begin();
		},
		finish: (key) => {
			if (key === null) return;
			const next = waiting.get(key)?.shift();
			if (next === undefined) waiting.delete(key);
			else next();
		},
	};
}
