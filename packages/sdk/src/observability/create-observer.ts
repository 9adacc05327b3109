import { checkOptions } from "../options/check-options.ts";
import { createLogObserver, type Logger } from "./logger.ts";
import type { Hooks, Observer } from "./observer.ts";

const isFunction: [string, (value: unknown) => boolean] = [
	"a function",
	(value) => typeof value === "function",
];

/**
 * Forwards to hooks and a logger, each in its own microtask: neither can delay or end the client's work.
 *
 * @returns `null` if there is nothing to forward to
 * @throws {TypeError} if a hook is unknown or not a function
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
	const log = logger === undefined ? null : createLogObserver(logger);
	return {
		attempt(submission, attempt) {
			if (onAttempt) queueMicrotask(() => onAttempt({ submission, attempt }));
			if (log) queueMicrotask(() => log.attempt(submission, attempt));
		},
		request(request) {
			if (onRequest) queueMicrotask(() => onRequest(request));
			if (log) queueMicrotask(() => log.request(request));
		},
		waiting(submission, until) {
			if (log) queueMicrotask(() => log.waiting(submission, until));
		},
		outcome(submission, outcome) {
			if (onOutcome) queueMicrotask(() => onOutcome({ submission, outcome }));
			if (log) queueMicrotask(() => log.outcome(submission, outcome));
		},
	};
}
