import type { ProgressReporter } from "./inbox-progress.ts";
import { type InstanceList, listKey } from "./inbox-sources.ts";
import type { InboxTask } from "./inbox-tasks.ts";

type OpenList = { list: InstanceList; tasks: number; isComplete: boolean };

/** Finds out when a list and all of its instances were read. */
export type ListEnds = {
	/** Notes a task that was added. */
	added(task: InboxTask): void;
	/** Notes a task that has ended, after its rows were yielded. @param mayBeRetried whether its rows are not known */
	ended(task: InboxTask, mayBeRetried: boolean): void;
};

/** Reports a list as completed once its last task has ended, unless a part of it may be readable later. */
export function createListEnds(progress: ProgressReporter): ListEnds {
	const open = new Map<string, OpenList>();
	return {
		added: (task) => {
			if (!("list" in task)) return;
			const key = listKey(task.list);
			const entry = open.get(key);
			if (entry !== undefined) entry.tasks++;
			else open.set(key, { list: task.list, tasks: 1, isComplete: true });
		},
		ended: (task, mayBeRetried) => {
			if (!("list" in task)) return;
			const key = listKey(task.list);
			const entry = open.get(key);
			if (entry === undefined) return;
			entry.tasks--;
			if (mayBeRetried) entry.isComplete = false;
			if (entry.tasks > 0) return;
			open.delete(key);
			const { scope, tool } = entry.list;
			if (entry.isComplete) progress.completed({ scope, tool }, key);
		},
	};
}
