import type { SignoffError } from "../errors/signoff-error.ts";
import type { InboxTask } from "./inbox-tasks.ts";

/** Decides which failed reads end an inbox run. */
export type FailureRule = {
	/** Notes a task that did not fail. */
	succeeded(task: InboxTask): void;
	/** Whether the run ends with this error. If not, the part is reported as unreadable. */
	endsRun(task: InboxTask, error: SignoffError): boolean;
	/** @throws {SignoffError} the first error, if no scope at all could be read */
	throwIfNoScope(): void;
};

/** As many instances in a row without an answer: the server is down, and each further read would take its deadline. */
const maxDeferredInRow = 5;

/**
 * What this person may not see is left out. An instance that gets no usable answer is left out as well, but a list or
 * the person is not: then too much could be missing. Without a valid token nothing can be read.
 */
export function createFailureRule(): FailureRule {
	let deferredInRow = 0;
	let anyScope = false;
	let scopeError: SignoffError | null = null;
	return {
		succeeded: (task) => {
			if (task.kind === "scope") anyScope = true;
			const wasRead = task.kind !== "instance" || task.known === null;
			if (wasRead) deferredInRow = 0;
		},
		endsRun: ({ kind }, error) => {
			if (kind === "scope") scopeError ??= error;
			switch (error.outcome.kind) {
				case "forbidden":
				case "not_found":
				case "invalid":
					return false;
				case "deferred":
					deferredInRow++;
					return kind !== "instance" || deferredInRow >= maxDeferredInRow;
				default:
					return true;
			}
		},
		throwIfNoScope: () => {
			if (!anyScope && scopeError !== null) throw scopeError;
		},
	};
}
