import type { InboxProgress, InstanceListName } from "./inbox-options.ts";
import type { InboxTask } from "./inbox-tasks.ts";

/** Counts the lists and instances of an inbox run, and reports each that has ended. */
export type ProgressReporter = {
	found(kind: "list" | "instance"): void;
	/** Reports that a task has ended. */
	ended(kind: InboxTask["kind"], result: ProgressResult): void;
	/** Counts a list as read in an earlier run, without a report. */
	skippedList(): void;
	/** Reports a list that was read completely, with its instances. */
	completed(list: InstanceListName, key: string): void;
	/** Reports what has changed in the rate limit. */
	report(): void;
};

type ProgressResult = Partial<Pick<InboxProgress, "known" | "unreadable">>;

/** What a report says about the rate limit. */
export type LimitReport = () => Pick<
	InboxProgress,
	"requests" | "quota" | "waiting_until"
>;

/**
 * Calls `onProgress` in a microtask: an error that it throws cannot end the run.
 *
 * @param done the keys of the lists that an earlier run has completed
 */
export function createProgressReporter(
	onProgress: ((progress: InboxProgress) => void) | undefined,
	limit: LimitReport,
	done: Set<string>,
): ProgressReporter {
	const lists = { found: 0, done: 0 };
	const instances = { found: 0, done: 0 };

	function report(
		result: ProgressResult & { list?: InstanceListName | null },
	): void {
		if (onProgress === undefined) return;
		const progress: InboxProgress = {
			lists: { ...lists },
			instances: { ...instances },
			...limit(),
			known: null,
			unreadable: null,
			list: null,
			...result,
			// Built on demand: it has an entry for each list.
			get cursor() {
				return { version: 1 as const, done: [...done] };
			},
		};
		queueMicrotask(() => onProgress(progress));
	}

	return {
		found: (kind) => {
			(kind === "list" ? lists : instances).found++;
		},
		ended: (kind, result) => {
			if (kind === "list") lists.done++;
			if (kind === "instance") instances.done++;
			report(result);
		},
		skippedList: () => {
			lists.found++;
			lists.done++;
		},
		completed: (list, key) => {
			done.add(key);
			report({ list });
		},
		report: () => report({}),
	};
}
