import { createCondition } from "./condition.ts";

/** Tasks that running tasks add to, as the input of a worker pool. */
export type TaskQueue<T> = {
	/** Adds a task. Urgent tasks are taken before all others, each kind in its order. */
	add(task: T, urgent: boolean): void;
	/** Reports that a task which was taken has ended, after it added its own tasks. */
	finish(): void;
	/** Yields the tasks. Waits while there are none, and ends when every task that was added has ended. */
	tasks(): AsyncGenerator<T, void, undefined>;
};

/** A queue without tasks. */
export function createTaskQueue<T extends object>(): TaskQueue<T> {
	const urgentTasks: T[] = [];
	const otherTasks: T[] = [];
	const changed = createCondition();
	let unfinished = 0;

	async function* tasks(): AsyncGenerator<T, void, undefined> {
		for (;;) {
			const task = urgentTasks.shift() ?? otherTasks.shift();
			if (task !== undefined) yield task;
			else if (unfinished === 0) return;
			else await changed.wait();
		}
	}

	return {
		add: (task, urgent) => {
			unfinished++;
			(urgent ? urgentTasks : otherTasks).push(task);
			changed.notify();
		},
		finish: () => {
			unfinished--;
			changed.notify();
		},
		tasks,
	};
}
