import { createCondition } from "./condition.ts";

/** Tasks that running tasks add to, as the input of a worker pool. */
export type TaskQueue<T> = {
	/** Adds a task. The lowest rank (an integer from 0) is taken first; within a rank, in their order. */
	add(task: T, rank: number): void;
	/** Reports that a task which was taken has ended, after it added its own tasks. */
	finish(): void;
	/** Yields the tasks. Waits while there are none, and ends when every task that was added has ended. */
	tasks(): AsyncGenerator<T, void, undefined>;
};

/**
 * A queue without tasks.
 *
 * @param onAdded called with each task that is added
 */
export function createTaskQueue<T extends object>(
	onAdded: (task: T) => void = () => {},
): TaskQueue<T> {
	const byRank: T[][] = [];
	const changed = createCondition();
	let unfinished = 0;

	async function* tasks(): AsyncGenerator<T, void, undefined> {
		for (;;) {
			const task = byRank.find((tasks) => tasks?.length)?.shift();
			if (task !== undefined) yield task;
			else if (unfinished === 0) return;
			else await changed.wait();
		}
	}

	return {
		add: (task, rank) => {
			unfinished++;
			onAdded(task);
			const tasks = byRank[rank] ?? [];
			byRank[rank] = tasks;
			tasks.push(task);
			changed.notify();
		},
		finish: () => {
			unfinished--;
			changed.notify();
		},
		tasks,
	};
}
