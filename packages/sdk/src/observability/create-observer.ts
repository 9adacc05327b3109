import { checkOptions } from "../options/check-options.ts";
import { functionRule } from "../options/rules.ts";
import type { Logger } from "./logger.ts";
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
	// Loaded only if there is a logger. If it cannot be loaded, nothing is logged: the client's work goes on.
	const loading =
		logger &&
		import("./logger.ts").then((loaded) => loaded.createLogObserver(logger));
	const log = (write: (observer: Observer) => void): void =>
		void loading?.then(
			(observer) => queueMicrotask(() => write(observer)),
			() => {},
		);
	return {
		attempt(submission, attempt) {
			if (onAttempt) queueMicrotask(() => onAttempt({ submission, attempt }));
			log((observer) => observer.attempt(submission, attempt));
		},
		request(request) {
			if (onRequest) queueMicrotask(() => onRequest(request));
			log((observer) => observer.request(request));
		},
		waiting(submission, until) {
			log((observer) => observer.waiting(submission, until));
		},
		outcome(submission, outcome) {
			if (onOutcome) queueMicrotask(() => onOutcome({ submission, outcome }));
			log((observer) => observer.outcome(submission, outcome));
		},
	};
}
