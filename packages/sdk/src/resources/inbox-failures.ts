import type { SignoffError } from "../errors/signoff-error.ts";
import type { InboxTask } from "./inbox-tasks.ts";

/** Decides which failed reads end an inbox run. */
export type FailureRule = {
	/** Notes a task that did not fail. */
	succeeded(task: InboxTask): void;
	/** Whether the run ends with this error. If not, the part is reported as unreadable. */
	endsRun(task: InboxTask, error: SignoffError): boolean;
	/** @throws {SignoffError} the first error, if no scope at all could be read, or no list was answered */
	throwIfNothingRead(): void;
};

/** As many reads in a row without an answer: the server is down, and each further read would take its deadline. */
const maxDeferredInRow = 5;

/**
 * What this person may not see is left out. A list or an instance that gets no usable answer is left out as well, but a
 * scope or the person is not: then nothing of it can be read. The same holds without a valid token.
 */
export function createFailureRule(): FailureRule {
	let deferredInRow = 0;
	let anyScope = false;
	let scopeError: SignoffError | null = null;
	let anyList = false;
	let listError: SignoffError | null = null;
	return {
		succeeded: (task) => {
			if (task.kind === "scope") anyScope = true;
			if (task.kind === "list") anyList = true;
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
					if (kind === "list") listError ??= error;
					deferredInRow++;
					return (
						kind === "scope" ||
						kind === "person" ||
						deferredInRow >= maxDeferredInRow
					);
				default:
					return true;
			}
		},
		throwIfNothingRead: () => {
			if (!anyScope && scopeError !== null) throw scopeError;
			if (!anyList && listError !== null) throw listError;
		},
	};
}
