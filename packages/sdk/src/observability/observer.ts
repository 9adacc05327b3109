import type { Submission } from "@signoff/core/contract";
import type { Attempt, Outcome } from "@signoff/core/outcome";
import { checkOptions } from "../options/check-options.ts";
import { type Logger, logTo } from "./logger.ts";

/** A call to the API that is no part of a settlement, once it is over. */
export type CompletedRequest = {
	/** What was attempted, as in "Reading the instance". */
	operation: string;
	/** The HTTP status, or `null` where no answer came. */
	status: number | null;
	/** The server's `x-request-id`. */
	request_id: string | null;
	duration_ms: number;
};

/** Functions that are told what a client does. What they throw does not reach the client's work. */
export type Hooks = {
	/** After each call made to settle a submission. */
	onAttempt?:
		| ((told: { submission: Submission; attempt: Attempt }) => void)
		| undefined;
	/** After each other call: reads, pages of lists, the asking for an upload. */
	onRequest?: ((told: CompletedRequest) => void) | undefined;
	/** After each submission; where it was aborted, with what is known so far. */
	onOutcome?:
		| ((told: { submission: Submission; outcome: Outcome }) => void)
		| undefined;
};

/** Tells hooks and a logger. */
export type Observer = {
	attempt(submission: Submission, attempt: Attempt): void;
	read(call: CompletedRequest): void;
	/** @param until Unix milliseconds */
	waiting(submission: Submission, until: number): void;
	outcome(submission: Submission, outcome: Outcome): void;
};

const isFunction: [string, (value: unknown) => boolean] = [
	"a function",
	(value) => typeof value === "function",
];

/**
 * Tells in tasks of their own, so that nothing told can hold the work up or end it. `null` where nobody is to be told.
 *
 * @throws {TypeError} where a hook is unknown or no function
 */
export function createObserver(
	hooks: Hooks,
	logger: Logger | undefined,
): Observer | null {
	checkOptions(hooks, {
		onAttempt: isFunction,
		onRequest: isFunction,
		onOutcome: isFunction,
	});
	const { onAttempt, onRequest, onOutcome } = hooks;
	if (!(onAttempt || onRequest || onOutcome || logger)) return null;
	const log = logger === undefined ? null : logTo(logger);
	const soon = (tell: () => void): void => queueMicrotask(tell);
	return {
		attempt(submission, attempt) {
			if (onAttempt) soon(() => onAttempt({ submission, attempt }));
			if (log) soon(() => log.attempt(submission, attempt));
		},
		read(call) {
			if (onRequest) soon(() => onRequest(call));
			if (log) soon(() => log.read(call));
		},
		waiting(submission, until) {
			if (log) soon(() => log.waiting(submission, until));
		},
		outcome(submission, outcome) {
			if (onOutcome) soon(() => onOutcome({ submission, outcome }));
			if (log) soon(() => log.outcome(submission, outcome));
		},
	};
}
