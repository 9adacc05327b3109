import type { InboxProgress } from "./inbox-options.ts";
import type { InboxTask } from "./inbox-tasks.ts";

/** Counts the lists and instances of an inbox run, and reports each that has ended. */
export type ProgressReporter = {
	found(kind: InboxTask["kind"]): void;
	done(
		kind: InboxTask["kind"],
		result: Partial<Pick<InboxProgress, "known" | "unreadable">>,
	): void;
};

/** Calls `onProgress` in a microtask: an error that it throws cannot end the run. */
export function createProgressReporter(
	onProgress: ((progress: InboxProgress) => void) | undefined,
): ProgressReporter {
	const lists = { found: 0, done: 0 };
	const instances = { found: 0, done: 0 };
	const countsOf = (kind: InboxTask["kind"]) =>
		kind === "list" ? lists : kind === "instance" ? instances : null;
	return {
		found: (kind) => {
			const counts = countsOf(kind);
			if (counts !== null) counts.found++;
		},
		done: (kind, { known = null, unreadable = null }) => {
			const counts = countsOf(kind);
			if (counts !== null) counts.done++;
			if (onProgress === undefined) return;
			const progress = {
				lists: { ...lists },
				instances: { ...instances },
				known,
				unreadable,
			};
			queueMicrotask(() => onProgress(progress));
		},
	};
}
