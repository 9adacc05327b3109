import { checkOptions } from "../options/check-options.ts";
import { functionRule } from "../options/rules.ts";
import { createLogObserver, type Logger } from "./logger.ts";
import type { Hooks, Observer } from "./observer.ts";

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
		onAttempt: functionRule,
		onRequest: functionRule,
		onOutcome: functionRule,
	});
	const { onAttempt, onRequest, onOutcome } = hooks;
	if (!(onAttempt || onRequest || onOutcome || logger)) return null;
	const log = logger === undefined ? null : createLogObserver(logger);
	const defer = (task: () => void): void => queueMicrotask(task);
	return {
		attempt(submission, attempt) {
			if (onAttempt) defer(() => onAttempt({ submission, attempt }));
			if (log) defer(() => log.attempt(submission, attempt));
		},
		request(request) {
			if (onRequest) defer(() => onRequest(request));
			if (log) defer(() => log.request(request));
		},
		waiting(submission, until) {
			if (log) defer(() => log.waiting(submission, until));
		},
		outcome(submission, outcome) {
			if (onOutcome) defer(() => onOutcome({ submission, outcome }));
			if (log) defer(() => log.outcome(submission, outcome));
		},
	};
}
